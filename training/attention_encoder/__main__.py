"""Command line: `python -m attention_encoder <command>`, run in the folder `training`."""

from .command_line import main

if __name__ == "__main__":
    main()
