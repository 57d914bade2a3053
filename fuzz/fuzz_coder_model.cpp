// The loader of coder.model on arbitrary bytes, with the checksum made right so that the tables are reached.
#include <cstddef>
#include <cstdint>
#include <string>

#include <demarche/base/hash.hpp>

#include "confidence.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using demarche::coding::CoderModel;
  const std::string_view body(reinterpret_cast<const char*>(data), size);
  (void)CoderModel::parse(body);
  std::string file = CoderModel().serialise().substr(0, 12);  // magic and format
  file.append(demarche::Fnv1a().add(body).hex()).append(body);
  const auto model = CoderModel::parse(file);
  if (model && !CoderModel::parse(model->serialise())) __builtin_trap();
  return 0;
}
