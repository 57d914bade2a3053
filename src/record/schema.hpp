// The tables of the log and the road to an open file (docs/formats.md, "The record").
#pragma once

#include "sqlite.hpp"

namespace demarche::record {

inline constexpr std::int64_t kApplicationId = 0x444D5243;  // "DMRC": in the header of the file
inline constexpr std::int64_t kFormatVersion = 1;           // user_version; a newer one is refused

// A file that can be read: ours, and of a format that is known.
[[nodiscard]] Result<Database> open_to_read(const std::filesystem::path& path);

// The same to write: made where there is none, and locked against other writers until it is closed.
[[nodiscard]] Result<Database> open_to_write(const std::filesystem::path& path);

}  // namespace demarche::record
