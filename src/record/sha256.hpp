// SHA-256 (FIPS 180-4), for the chain of the log: nobody shall be able to write another history of the same
// hash. Thread rule: a plain value.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace demarche::record {

class Sha256 {
 public:
  void add(std::string_view bytes);
  // The 32 bytes of the hash of all that was added. Ends it: make a new one for the next.
  [[nodiscard]] std::string finish();

 private:
  void block(const char* bytes);

  std::array<std::uint32_t, 8> state_ = {0x6A09E667, 0xBB67AE85, 0x3C6EF372, 0xA54FF53A,
                                         0x510E527F, 0x9B05688C, 0x1F83D9AB, 0x5BE0CD19};
  std::array<char, 64> waiting_{};
  std::size_t filled_ = 0;    // bytes of waiting_
  std::uint64_t length_ = 0;  // bytes
};

// Lower-case hex digits of any bytes.
[[nodiscard]] std::string hex_of(std::string_view bytes);

}  // namespace demarche::record
