"""`python -m agister` is the console script."""

from __future__ import annotations

import sys

from agister.cli.main import main

sys.exit(main())
