import { Fragment, type ComponentChild } from "preact";

interface PhraseProps {
  readonly template: string;
  readonly slots: Readonly<Record<string, ComponentChild>>;
}

/** A template whose slots hold elements. */
export function Phrase({ template, slots }: PhraseProps) {
  const parts = template.split(/\{(\w+)\}/g);
  return (
    <>
      {parts.map((part, place) => (
        <Fragment key={place}>{place % 2 === 0 ? part : slots[part]}</Fragment>
      ))}
    </>
  );
}
