// Whole files in and out, as Results. The only room-independent I/O of the library.
// Thread rule: free functions without state.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include <demarche/base/result.hpp>

namespace demarche {

// Reads a regular file of at most `limit` bytes. NotFound, Unreadable (folder, permission) or TooLarge.
[[nodiscard]] Result<std::string> read_file(const std::filesystem::path& path,
                                            std::size_t limit = std::size_t{1} << 32U);
// Writes through a temporary file in the same folder and renames, so that a reader never sees half of it.
[[nodiscard]] Result<void> write_file(const std::filesystem::path& path, std::string_view bytes);

}  // namespace demarche
