import { Fragment } from "preact";

/** An operator's name, which may break after its domain. */
export function OperatorName({ name }: { readonly name: string }) {
  const [first, ...rest] = name.split("::");
  return (
    <>
      {first}
      {rest.map((part, place) => (
        <Fragment key={place}>
          ::
          <wbr />
          {part}
        </Fragment>
      ))}
    </>
  );
}
