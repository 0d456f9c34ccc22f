"""`python -m pipelines.cli`, for a checkout that is not installed."""

from pipelines.cli.main import main

if __name__ == "__main__":
    main()
