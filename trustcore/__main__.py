"""`python -m trustcore` is the command line."""

from trustcore.cli import main

if __name__ == "__main__":
    main()
