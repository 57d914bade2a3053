#include <demarche/language/ud.hpp>

namespace demarche::language {
namespace {

template <typename Tag, std::size_t N>
std::optional<Tag> find_name(const std::array<std::string_view, N>& names, std::string_view text) {
  for (std::size_t i = 0; i < N; ++i) {
    if (names[i] == text) return static_cast<Tag>(i);
  }
  return std::nullopt;
}

}  // namespace

std::optional<Upos> parse_upos(std::string_view text) {
  return find_name<Upos>(kUposNames, text);
}

std::optional<Xpos> parse_xpos(std::string_view text) {
  return find_name<Xpos>(kXposNames, text);
}

std::optional<Deprel> parse_deprel(std::string_view text) {
  if (const auto exact = find_name<Deprel>(kDeprelNames, text)) return exact;
  return find_name<Deprel>(kDeprelNames, text.substr(0, text.find(':')));
}

}  // namespace demarche::language
