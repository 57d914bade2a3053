// The file that holds the trained models: named sections of bytes behind one header.
//
//   offset  size  what (integers are little-endian)
//        0     8  magic "DMRCHMOD"
//        8     4  format version
//       12     4  number of sections
//       16     8  size of the whole file: a file that was cut short gives itself away
//       24     8  XXH64 of everything from offset 32 on
//       32   32n  section table: name (16 bytes, padded with zeros), offset (8), size (8)
//          ...    the sections, in the order of the table, without gaps
//
// What the sections mean is the business of their readers; see chain.cpp for the list and for the sanity
// section, a sentence with the expected analysis that is run after loading (as KenLM does), since a checksum
// cannot tell that the program and the model disagree about a feature. Thread rule: a plain value; const
// access from many threads is safe.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <demarche/base/result.hpp>

namespace demarche::language {

inline constexpr std::uint32_t kModelFormatVersion = 1;
inline constexpr std::size_t kMaxModelBytes = std::size_t{256} << 20U;
inline constexpr std::size_t kMaxSectionName = 15;

class ModelFile {
 public:
  // A name of 1 to 15 ASCII characters that was not used before (a programmer's error otherwise).
  void add(std::string_view name, std::string bytes);

  [[nodiscard]] std::string serialise() const;
  [[nodiscard]] Result<void> write(const std::filesystem::path& path) const;  // through a temporary file

  // Version for a file of another format version; Malformed for all other damage, with the offset.
  [[nodiscard]] static Result<ModelFile> parse(std::string_view bytes, const std::string& where);
  [[nodiscard]] static Result<ModelFile> read(const std::filesystem::path& path);

  // Malformed when there is no such section.
  [[nodiscard]] Result<std::string_view> section(std::string_view name) const;
  [[nodiscard]] bool has(std::string_view name) const;
  [[nodiscard]] const std::vector<std::pair<std::string, std::string>>& sections() const { return sections_; }

 private:
  std::string where_ = "model";
  std::vector<std::pair<std::string, std::string>> sections_;
};

}  // namespace demarche::language
