# Two commands: `make run` brings the whole portal up, `make test` proves it. `make bench` measures.
# `make coverage` is `make test` and says which lines and branches nothing went through; it takes longer.
# They install what they need into .venv themselves. ARGS= goes to pytest: make test ARGS="-k lamp".
PYTHON ?= $(shell command -v python3.11 || command -v python3)

.PHONY: run test coverage bench

run:
	@exec $(PYTHON) -I weishishi/bootstrap.py run

test:
	@exec $(PYTHON) -I weishishi/bootstrap.py test $(ARGS)

coverage:
	@exec $(PYTHON) -I weishishi/bootstrap.py test --cov --cov-report=term:skip-covered $(ARGS)

bench:
	@exec $(PYTHON) -I weishishi/bootstrap.py bench $(ARGS)
