/** The words of a page that was exported, with its trace inside. */
export const standaloneLabels = {
  about: "About this page",
  theme: "Colours",
  themes: { system: "As the system’s", light: "Light", dark: "Dark" },
  headNotHeld:
    "This page has layer {layer}, head {head} as a thumbnail only; export it from VS Code with that head in view to have its weights.",
  headsNotHeld:
    "This page has {count} of these {of} heads as thumbnails only; export it from VS Code with them in view to have their weights.",
  thumbnailsNotHeld:
    "This page has not every head’s weights, so its thumbnails cannot be made anew; those on screen are as they were.",
  positionsNotHeld: "This page does not have this positional encoding, which is large; look at it in VS Code.",
  notSavedHere: "A page in a browser cannot save that; export it from VS Code.",
  blockMissing:
    "{file}, which belongs to this page, could not be read; open the page from a web server with its whole folder.",
};
