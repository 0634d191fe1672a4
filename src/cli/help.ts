import { includable, providers } from "./traceOptions.js";

const exitCodeHelp = `Exit codes:
  0    done
  1    an unexpected error; --verbose says more
  2    wrong usage
  3    the model or its tokenizer is bad or missing, or has no attention that can be read
  4    the text or the ids are bad
  5    the run failed, took too long or too much memory, or the execution provider is not available
  6    the result cannot be written
  130  ended by Ctrl-C; nothing half is left
`;

const commonHelp = `  --verbose       Says on errors what lies behind them, in ONNX Runtime's own words
  -h, --help      Shows this
  --version       Shows the version`;

const memoryHelp = `  --memory MB     The most memory to take; where it is left out, as much as the model and the text
                  may need, and at most three quarters of the machine's
`;

const help = `Usage: attention-inspector COMMAND …

See what the heads of any ONNX encoder attend to, without exporting it anew.

Commands:
  sites MODEL     Where a model computes attention
  trace           Runs a model on a text, or on ids, and writes its attention

attention-inspector COMMAND --help says more of each.

Options:
${commonHelp}

${exitCodeHelp}`;

const sitesHelp = `Usage: attention-inspector sites MODEL.onnx|FOLDER [--json]

Lists where a model computes attention; what looked like it and was not recognised, with the reason;
and how it tells where a token stands. The model is not run, and its weights are not read.

Options:
  --json          The same as JSON: {model, operatorSets, producer, half, sites, blocked,
                  positions}
  --deadline SECONDS
                  How long reading may take; 8 where it is left out
${memoryHelp}${commonHelp}

${exitCodeHelp}`;

const traceHelp = `Usage: attention-inspector trace --encoder FOLDER|MODEL.onnx
         (--text TEXT | --file FILE) [--pair TEXT] | --ids FILE.json
         --out FILE.npz|FILE.json [options]

Runs a model and writes the attention of every layer and head.

What it reads:
  --encoder       A folder with a model and its tokenizer.json, or an .onnx file in one
  --text TEXT     A text
  --file FILE     The text of a UTF-8 file; - is standard input
  --pair TEXT     A second text: of a sentence pair, or an encoder-decoder's target
  --ids FILE      Instead of text, a JSON object of input names to nested arrays of numbers, for
                  models without a tokenizer:
                  {"input_ids": [[101, 2023, 102]], "token_type_ids": [[0, 0, 0]]}
                  Masks of 1, token types of 0, counted positions and an empty past are filled in
  --max-tokens N  The longest sequence, special tokens included; it goes before tokenizer.json's

What it writes:
  --out FILE      .npz, for numpy.load, or .json
  --force         Replaces a file that is there
  --layers LIST   Of these layers alone, counted from 0 as in the arrays' names: 0,2-3
  --heads LIST    Of these heads alone, counted from 0
  --include LIST  Besides the attention, of ${includable.join(",")}

How it runs:
  --provider P    One of ${providers.join(", ")}; cpu where it is left out
  --deadline SECONDS
                  How long opening the model, tokenizing and the run may take, each; where it is
                  left out, 60 for the run, and 8 and more, by their size, for the others
${memoryHelp}${commonHelp}

Arrays: attention_0, attention_1, … [heads, N, N], float32, row = query, column = key. Of an
encoder-decoder, attention_* is the encoder's, decoder_* the decoder's own, cross_* the decoder's to
the encoder. --include adds scores_*, query_*, … (decoder_scores_*, cross_scores_*, …), and
positions_0, positions_1, …: the metadata's positions say what each is, and of which layers.
products are query · keyᵀ; scores are what the softmax normalizes: the products after scale, cap,
bias and mask.

Besides: ids, segments [N]; tokens [N], labels as in the panel, parts of one character numbered;
offsets [N, 2] in Unicode code points from the start of the segment, -1 for special tokens; heads,
where --heads chose some: keys and values that heads share then stand there once for each; and
metadata, a JSON text (in .json an object). In .json, NaN and infinities are null, and nonFinite
counts them.

A decoder reads a start token and then the target, and its row i produces the token after the one
that it reads: decoder_ids, decoder_tokens, … [T] are what row i reads (and the columns of
decoder_*), produced_ids, produced_tokens, … [T] what it produces; the last one is "?" with id -1
where the tokenizer has no token for a text's end. The metadata's decoderStart names the start
token and the file that tells it. --ids are fed as they are: put the start token in front of
decoder_input_ids.

${exitCodeHelp}`;

/** The help of a command; of the program where it is null. */
export function helpOf(command: "sites" | "trace" | null): string {
  if (command === null) return help;
  return command === "sites" ? sitesHelp : traceHelp;
}
