# The two commands for a fresh Debian 12 machine; everything else is CMake (CONTRIBUTING.md).
.PHONY: run test check build packages tidy format clean

run: build
	build/release/bin/demarche code --format table examples/articles.jsonl examples/*.csv examples/*.txt
	rm -f build/release/examples.db*
	build/release/bin/demarche record examples/*.jsonl examples/*.csv --db build/release/examples.db
	build/release/bin/demarche brief --db build/release/examples.db --since 2018-04-01 --as-of 2019-01-24 --top 6 --format table

test: packages
	scripts/test.sh

# The tests again under sanitizers, and clang-tidy: longer.
check: packages
	scripts/test.sh --long

build: packages
	cmake --preset release
	cmake --build --preset release --target demarche

packages:
	@scripts/install-packages.sh

tidy: packages
	scripts/tidy.sh --all

format: packages
	find src tests bench fuzz -name '*.cpp' -o -name '*.hpp' | xargs clang-format -i

clean:
	rm -rf build
