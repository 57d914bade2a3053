// Names of the net in running text: where one ends that begins here. Private to the room.
// Thread rule: free functions without state.
#pragma once

#include <cstddef>
#include <string_view>

namespace demarche::language {

// Each gives the end of the name, or `begin` when none begins there.
[[nodiscard]] std::size_t url_end(std::string_view source, std::size_t begin);
[[nodiscard]] std::size_t mail_end(std::string_view source, std::size_t begin);
// A host or file name whose first inner dot is at `dot`; its path belongs to it.
[[nodiscard]] std::size_t host_end(std::string_view source, std::size_t begin, std::size_t dot);

}  // namespace demarche::language
