#include "lemma_lessons.hpp"

#include <algorithm>

#include <demarche/base/io.hpp>

namespace demarche::language {
namespace {

// The tag of the base form; None for forms that are not inflected.
Xpos base_tag(Xpos inflected) {
  switch (inflected) {
    case Xpos::Vbd:
    case Xpos::Vbn:
    case Xpos::Vbg:
    case Xpos::Vbz:
      return Xpos::Vb;
    case Xpos::Nns:
      return Xpos::Nn;
    case Xpos::Jjr:
    case Xpos::Jjs:
      return Xpos::Jj;
    default:
      return Xpos::None;
  }
}

// The cells of a line between its tabs.
std::vector<std::string_view> cells_of(std::string_view line) {
  std::vector<std::string_view> out;
  for (std::size_t at = 0;;) {
    const std::size_t tab = line.find('\t', at);
    out.push_back(line.substr(at, tab - at));
    if (tab == std::string_view::npos) return out;
    at = tab + 1;
  }
}

}  // namespace

Result<std::vector<LemmaLesson>> parse_irregular_verbs(std::string_view bytes, std::string_view name) {
  std::vector<LemmaLesson> lessons;
  for (std::size_t number = 1; !bytes.empty(); ++number) {
    const std::size_t end = std::min(bytes.find('\n'), bytes.size());
    std::string_view line = bytes.substr(0, end);
    bytes.remove_prefix(std::min(end + 1, bytes.size()));
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (line.empty() || line.starts_with('#')) continue;
    const std::vector<std::string_view> cells = cells_of(line);
    if (cells.size() != 3 || std::any_of(cells.begin(), cells.end(), [](auto c) { return c.empty(); })) {
      return fail(ErrorKind::Malformed, std::string(name) + ":" + std::to_string(number),
                  "must be base, past and participle, with a tab between them");
    }
    for (const std::size_t form : {1U, 2U}) {
      for (const Xpos xpos : {Xpos::Vbd, Xpos::Vbn})
        lessons.push_back({std::string(cells[form]), Upos::Verb, xpos, std::string(cells[0])});
    }
  }
  return lessons;
}

Result<std::vector<LemmaLesson>> read_irregular_verbs(const std::filesystem::path& path) {
  const auto bytes = read_file(path);
  if (!bytes) return tl::unexpected(bytes.error());
  return parse_irregular_verbs(*bytes, path.string());
}

void FormCounts::add(const Text& tagged) {
  for (const Token& token : tagged.tokens) {
    const Xpos plain = token.xpos == Xpos::Vbp ? Xpos::Vb : token.xpos;
    if (plain == Xpos::Vb || plain == Xpos::Nn || plain == Xpos::Jj)
      ++base_[{plain, std::string(token.lower)}];
    if (base_tag(token.xpos) != Xpos::None)
      ++inflected_[{{token.upos, token.xpos}, std::string(token.lower)}];
  }
}

std::uint32_t FormCounts::base(std::string_view lemma, Xpos inflected) const {
  const auto it = base_.find({base_tag(inflected), std::string(lemma)});
  return it == base_.end() ? 0 : it->second;
}

}  // namespace demarche::language
