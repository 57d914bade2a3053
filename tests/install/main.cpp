// consumer SHARE_FOLDER FILE: the shortest useful program on top of the library.
#include <cstdio>
#include <filesystem>

#include <demarche/coding/coder.hpp>
#include <demarche/formats/document_stream.hpp>

int main(int argc, char** argv) {
  if (argc != 3) return 2;
  const std::filesystem::path share = argv[1];
  const auto knowledge = demarche::knowledge::Knowledge::load(share / "data");
  const auto chain = demarche::language::Chain::load(share / "models");
  if (!knowledge || !chain) return 1;
  const auto coder = demarche::coding::Coder::load(*knowledge, *chain, share / "models");
  auto stream = demarche::DocumentStream::open({argv[2]}, {}, [](const demarche::Diagnostic&) {});
  if (!coder || !stream) return 1;
  const auto scratch = coder->scratch();
  while (const auto document = stream->next()) {
    std::printf("%s: %zu moves\n", document->id.c_str(), coder->code(*document, *scratch).size());
  }
  return stream->stats().read == 1 ? 0 : 1;
}
