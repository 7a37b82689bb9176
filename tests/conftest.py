"""What all tests may use: pytester runs tests of tests."""

pytest_plugins = ["pytester"]
