// The loader of the reader network on arbitrary bytes, with the checksum made right so that the tables are
// reached.
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>

#include "reader_model.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view body(reinterpret_cast<const char*>(data), size);
  (void)demarche::coding::ReaderModel::parse(body);
  std::uint64_t sum = 0xCBF29CE484222325ULL;
  for (std::size_t at = 0; at < body.size(); at += 8) {
    std::uint64_t word = 0;
    std::memcpy(&word, body.data() + at, body.size() - at < 8 ? body.size() - at : 8);
    sum = (sum ^ word) * 0x100000001B3ULL;
  }
  const std::uint32_t format = demarche::coding::ReaderModel::kFormat;
  std::string file = "DMREADER";
  file.append(reinterpret_cast<const char*>(&format), sizeof(format));
  file.append(reinterpret_cast<const char*>(&sum), sizeof(sum));
  (void)demarche::coding::ReaderModel::parse(file.append(body));
  return 0;
}
