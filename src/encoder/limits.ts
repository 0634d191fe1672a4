// Every number that bounds what comes in from outside, or how long it is waited for, with its reason.

/** UTF-16 units of all segments together. 1 MiB of text takes the tokenizer 0.8 s; four keep "Cancel" bearable. */
export const maximumTextLength = 4 * 1024 * 1024;

/** Segments of one request: more than a person can select with cursors, and each costs a call of the tokenizer. */
export const maximumSegments = 10_000;

/** `<s>`, one token and its `</s>`: less leaves nothing to look at. */
export const minimumTokens = 3;

/** Bytes of the attention of one trace: with the runtime's own copy of it, twice this is in memory for a moment. */
export const maximumAttentionBytes = 1024 ** 3;

/** Tokens from which on a run's outputs are not handed over as copies: of fewer, to find out what they will be costs more. */
export const fewestOwned = 192;

/** Milliseconds that one piece of long work takes: what is asked meanwhile waits no longer. */
export const pieceOfWork = 4;

/** Milliseconds after a question in which long work rests: the answer, some hundred kB, is on its way in five. */
export const quietTime = 8;

/** Milliseconds before garbage is collected, which takes ten: what a person waits for has been answered by then. */
export const collectionDelay = 400;

/** Traces held, whatever they weigh: more than a person goes back through. */
export const maximumTraces = 32;

/** Bytes of all traces held where nobody set another number: three of a BERT-base at 512 tokens, of 151 MB each. */
export const defaultTraceBytes = 512e6;

/** The least and the most that may be set for the bytes of all traces: one short text's, and more than desktops have. */
export const traceBytes = [16e6, 65_536e6] as const;

/** How much of the machine's memory traces may take whatever was set: a new one is made beside those that are held. */
export const tracesShare = 0.4;

/** Encoders kept open: the one in use and the one just left, so that switching between two reads nothing anew. */
export const maximumOpenEncoders = 2;

/**
 * Sessions of one encoder kept open: that of its traces and two for what is looked at beside them. Each has weights of
 * its own (30 MB of the bundled encoder's), and another is opened in a tenth of a second.
 */
export const maximumOpenSessions = 3;

/** Bytes of encoder.json: the bundled one has six thousand; a mistaken file is not read into memory whole. */
export const maximumDescriptionBytes = 1024 ** 2;

/** Bytes of tokenizer.json: the largest vocabularies in use, of 256 thousand tokens, take 35 MB. */
export const maximumTokenizerBytes = 128 * 1024 ** 2;

/** Layers, heads and dimensions of an encoder: ten times what the largest have, and no overflow when multiplied. */
export const maximumDimension = 65_536;

/** Most attended keys asked for: what a hover shows, many times over. */
export const maximumMostAttended = 1000;

/** How long the encoder's process may take to say its first word, in milliseconds; it takes 100 on an idle machine. */
export const startTimeout = 20_000;

/** How long a cancelled request may take to end before its process is killed, in milliseconds: a person waits. */
export const cancellationGrace = 100;

/** How often the encoder's process looks whether its parent is alive, in milliseconds. */
export const parentInterval = 500;

/** UTF-16 units of one line that the encoder's process writes to its standard streams; the rest is left out. */
export const maximumLogLine = 500;

/** Nodes of a graph: the largest exports have some hundred thousand; a damaged file must not fill the memory. */
export const maximumNodes = 1_000_000;

/**
 * Inputs of a graph, initializers that are listed among them included: the largest exports have a few hundred for the past
 * and some thousand initializers. For each value it is kept which of them it depends on.
 */
export const maximumInputs = 16_384;

/** Graphs within graphs: exporters nest a few deep; the reader calls itself for each. */
export const maximumGraphDepth = 16;

/** Numbers of a tensor that are read with the graph: shapes, scales, small masks; weights are left where they are. */
export const maximumInlineNumbers = 64;

/** Times that a download whose connection is cut goes on from where it was before a person is told. */
export const downloadTries = 5;

/** Milliseconds before a cut download goes on. */
export const downloadRetryDelay = 2_000;

/** Milliseconds in which a download that brings nothing is taken for cut. */
export const stalledDownload = 60_000;

/** Folders below the one searched for encoders: `models/org/name/onnx` lies four deep, monorepos some more. */
export const maximumSearchDepth = 8;

/** Folders looked at in one search for encoders: some seconds' worth; larger workspaces have "Browse…". */
export const maximumSearchedFolders = 5_000;

/** Names read of one folder in a search: a data set's folder may hold millions. */
export const maximumFolderEntries = 10_000;

/** Encoders that one search finds: more than a person reads through. */
export const maximumListedEncoders = 500;

/** Folders below a snapshot of the Hugging Face cache: `onnx/`, and one more for those who sort theirs. */
export const snapshotDepth = 2;

/** Bytes of an .onnx file: a protobuf message ends at 2 GiB, and ONNX Runtime reads none that is longer. */
export const maximumModelBytes = 2 ** 31 - 1;

/** Bytes looked at, at a file's beginning and at its end, to tell what it really is: signatures and headers take less. */
export const inspectedBytes = 4096;

/** The newest operator sets that ONNX Runtime 1.30 takes, by domain: it was given newer ones, and refused them. */
export const newestOperatorSets: ReadonlyMap<string, number> = new Map([
  ["", 26],
  ["ai.onnx.ml", 5],
  ["com.microsoft", 1],
]);

/** The newest version of the file format (`ir_version`) that ONNX Runtime 1.30 takes. */
export const newestFormat = 13;

/** Addresses that a download is led through: the hub leads to its store by way of one or two. */
export const maximumRedirects = 6;

/** Bytes of the hub's answer that lists a model's files: that of ten thousand files has some three million. */
export const maximumHubAnswerBytes = 16 * 1024 ** 2;

/** Files of a model on the hub: models have tens, collections of checkpoints some thousands. */
export const maximumRepositoryFiles = 20_000;

/** Milliseconds in which the hub must have told which files a model has. */
export const hubAnswerTimeout = 30_000;

/** Milliseconds in which an encoder has to be open, besides the time for its bytes: a small one takes 200. */
export const openingTime = 8_000;

/** Milliseconds more for an execution provider other than the CPU: libraries of some gigabytes, shaders to compile. */
export const providerTime = 60_000;

/** Bytes of an encoder that are at least read in a millisecond: a slow disk brings twice as many. */
export const openingRate = 50_000;

/** Milliseconds in which a text has to be tokenized, besides the time for its length. */
export const tokenizingTime = 8_000;

/** UTF-16 units that are at least tokenized in a millisecond: a tenth of what an idle machine does. */
export const tokenizingRate = 125;

/** Milliseconds that a run may take where nobody set another time: the bundled encoder takes 2,000 at its longest. */
export const defaultRunTime = 60_000;

/** The shortest and the longest time that may be set for a run, in milliseconds: any run's overhead, and a day. */
export const runTimes = [1_000, 86_400_000] as const;

/**
 * Milliseconds in which a request must have been heard of: with its first step, or with its answer. To look at the largest
 * trace takes three thousand; what waits behind a run has that run's time.
 */
export const answerTime = 30_000;

/** Milliseconds of a deadline that are counted at once; if twice as many went by, the machine slept. */
export const deadlineSlice = 1_000;

/** Milliseconds after a deadline in which what was said before it is still read: the extension host may have been busy. */
export const deadlineGrace = 100;

/** Bytes of one answer of a NuGet feed: the longest that is asked for, a list of versions, has some thousand. */
export const maximumFeedBytes = 4 * 1024 ** 2;

/** Bytes of the NuGet package with ONNX Runtime's CUDA libraries: several times what such packages have. */
export const maximumPackageBytes = 1024 ** 3;

/** Bytes of one unpacked CUDA library: several times what they have, and less than would fill a disk unseen. */
export const maximumLibraryBytes = 2 * 1024 ** 3;

/** Program headers of a library that is looked into: linkers write some ten. */
export const maximumProgramHeaders = 256;

/** Entries of a library's dynamic section: linkers write some forty. */
export const maximumDynamicEntries = 4096;

/** Bytes of the name of a library that another one asks for. */
export const longestLibraryName = 255;

/** Milliseconds in which a model's graph has to be read to be described: one of a hundred thousand nodes takes 2,000. */
export const describingTime = 8_000;

/** Entries of each list in a model's description: the largest models have some hundred, and nobody reads on for ever. */
export const maximumListed = 5_000;

/** Notes of a trace about attention that is not shown: more than a person reads, and a damaged graph has thousands. */
export const maximumNotes = 50;

/** Code points of a name in a model's description: dynamo's longest, which tell modules and files, have two hundred. */
export const longestShownName = 300;

/** Code points of the sentence that says why a place was not recognised: it names two or three things at most. */
export const longestShownReason = 1_000;

/** Axes of a shape in a model's description: ONNX Runtime's own operators take eight. */
export const longestShownShape = 16;

/**
 * Bytes of resident memory that the encoder's process may take whatever the encoder: node, the runtime and the tokenizer
 * take 150 MB, reading a graph of a million nodes 700.
 */
export const ordinaryMemory = 1.15 * 1024 ** 3;

/** What a trace needs while it is made, for a byte of what is kept of it and of its encoder. */
export const keptShare = 4;

/** Works whose encoders may still be open, and whose memory ONNX Runtime may not have given back. */
export const rememberedWorks = 4;

/** Bytes of memory for a byte of the model: its weights as they are, unpacked from four bits to float32, and once more. */
export const modelCopies = 12;

/** Times that a trace's attention may be in memory: the runtime's, its copy, in another order, in the trace, and values. */
export const attentionCopies = 6;

/** Bytes of memory for a UTF-16 unit that is tokenized: 200 to 630 were measured, the most with a token for each byte. */
export const tokenizingBytes = 1_500;

/** Attention maps of all layers together that are reckoned with: 64 layers of 64 heads. */
export const mostMaps = 4096;

/** Heads of a site if its graph does not tell: no encoder in use has more. */
export const mostHeads = 64;

/** Sequences that a model may demand at once, all of them the same one: exports with a fixed batch have two to 32. */
export const maximumBatch = 64;

/** Special tokens that are reckoned with in a text. */
export const specialTokensMost = 8;

/** The least and the most that the command line may be told to take, in bytes: node and ONNX Runtime alone take 150 MB. */
export const memoryBounds = [256e6, 1e12] as const;

/** How much of the machine's memory the encoder's process may take in any case: an editor has to go on beside it. */
export const memoryShare = 0.75;

/** How often the encoder's process looks at its memory while it works, in milliseconds: it grows by 2 GB in a second. */
export const memoryInterval = 25;

/**
 * UTF-16 units by which a token's range may reach back into the text of the tokens before it: several times what a
 * grapheme cluster has, so that parts of one bear its whole range.
 */
export const longestSharedText = 256;
