# Two commands: `make run` brings the whole portal up, `make test` proves it. `make bench` measures.
# They install what they need into .venv themselves. ARGS= goes to pytest: make test ARGS="-k lamp".
PYTHON ?= $(shell command -v python3.11 || command -v python3)

.PHONY: run test bench

run:
	@exec $(PYTHON) -I weishishi/bootstrap.py run

test:
	@exec $(PYTHON) -I weishishi/bootstrap.py test $(ARGS)

bench:
	@exec $(PYTHON) -I weishishi/bootstrap.py bench $(ARGS)
