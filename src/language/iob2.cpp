#include <demarche/language/iob2.hpp>

#include <optional>
#include <utility>

#include <demarche/base/io.hpp>
#include <demarche/base/utf8.hpp>

namespace demarche::language {
namespace {

constexpr std::size_t kMaxBytes = std::size_t{1} << 30U;

std::optional<EntityKind> parse_kind(std::string_view name) {
  if (name == "PER") return EntityKind::Person;
  if (name == "ORG") return EntityKind::Organisation;
  if (name == "LOC") return EntityKind::Place;
  return std::nullopt;
}

class Reader {
 public:
  Reader(std::string bytes, const std::string& where) : where_(where) {
    bank_.bytes = std::make_shared<const std::string>(std::move(bytes));
  }

  Result<EntityBank> read() {
    std::string_view rest = *bank_.bytes;
    while (!rest.empty()) {
      const std::size_t end = rest.find('\n');
      std::string_view line = rest.substr(0, end);
      rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
      ++line_;
      if (line.ends_with('\r')) line.remove_suffix(1);
      if (auto done = take(line); !done) return tl::unexpected(done.error());
    }
    close();
    return std::move(bank_);
  }

 private:
  Result<void> take(std::string_view line) {
    if (line.empty()) {
      close();
      return {};
    }
    if (line.front() == '#') {
      constexpr std::string_view kId = "# sent_id = ";
      constexpr std::string_view kText = "# text = ";
      if (line.starts_with(kId)) next_.id = line.substr(kId.size());
      if (line.starts_with(kText)) next_.text = line.substr(kText.size());
      return {};
    }
    return token(line);
  }

  Result<void> token(std::string_view line) {
    const std::size_t first_tab = line.find('\t');
    const std::size_t second_tab =
        first_tab == std::string_view::npos ? first_tab : line.find('\t', first_tab + 1);
    if (second_tab == std::string_view::npos || second_tab == first_tab + 1) {
      return wrong("a line of IOB2 needs number, form and tag separated by tabs");
    }
    const std::string_view tail = line.substr(second_tab + 1);
    const std::string_view tag = tail.substr(0, tail.find('\t'));
    if (tag != "O" && !tag.starts_with("B-") && !tag.starts_with("I-")) {
      return wrong("unknown tag: " + std::string(tag));
    }
    const auto index = static_cast<std::uint32_t>(bank_.forms.size()) - next_.first;
    bank_.forms.push_back(line.substr(first_tab + 1, second_tab - first_tab - 1));
    const auto kind = tag == "O" ? std::nullopt : parse_kind(tag.substr(2));
    if (kind) {
      const bool inside = tag.front() == 'I' && open_ == kind;
      if (inside) {
        next_.entities.back().last = index + 1;
      } else {
        next_.entities.push_back({index, index + 1, *kind});
      }
    }
    open_ = kind;
    return {};
  }

  Result<void> wrong(std::string what) const {
    return fail(ErrorKind::Malformed, where_ + ":" + std::to_string(line_), std::move(what));
  }

  void close() {
    next_.last = static_cast<std::uint32_t>(bank_.forms.size());
    const std::uint32_t end = next_.last;
    if (next_.last > next_.first) bank_.sentences.push_back(std::move(next_));
    next_ = EntitySentence();
    next_.first = end;
    open_.reset();
  }

  std::string where_;
  std::size_t line_ = 0;
  EntityBank bank_;
  EntitySentence next_;
  std::optional<EntityKind> open_;  // kind of the entity that the last token belongs to
};

bool is_compared(char c, bool letters_only) {
  if (!letters_only) return c != ' ';
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || static_cast<unsigned char>(c) >= 128;
}

struct Joined {
  std::string text;               // the compared characters of all tokens
  std::vector<std::size_t> ends;  // where each token ends in it
};

Joined join(std::span<const std::string_view> forms, bool letters_only) {
  Joined joined;
  for (const std::string_view form : forms) {
    for (const char c : form) {
      if (is_compared(c, letters_only)) joined.text += c;
    }
    joined.ends.push_back(joined.text.size());
  }
  if (letters_only) joined.text = utf8::lower(joined.text);
  return joined;
}

Realigned carry_over(const Joined& from, std::span<const Entity> entities, const Joined& to) {
  Realigned result;
  result.aligned = from.text == to.text;
  if (!result.aligned) return result;
  std::uint32_t at = 0;
  const std::size_t tokens = to.ends.size();
  for (const Entity& e : entities) {
    const std::size_t begin = e.first == 0 ? 0 : from.ends[e.first - 1];
    const std::size_t end = from.ends[e.last - 1];
    while (at < tokens && to.ends[at] <= begin) ++at;
    const std::uint32_t first = at;
    while (at < tokens && to.ends[at] < end) ++at;
    if (at < tokens && (at > 0 ? to.ends[at - 1] : 0) < end) ++at;
    if (first < at) result.entities.push_back({first, at, e.kind});
  }
  return result;
}

}  // namespace

Result<EntityBank> parse_iob2(std::string bytes, const std::string& where) {
  return Reader(std::move(bytes), where).read();
}

Result<EntityBank> read_iob2(const std::filesystem::path& path) {
  auto bytes = read_file(path, kMaxBytes);
  if (!bytes) return tl::unexpected(bytes.error());
  return parse_iob2(std::move(*bytes), path.string());
}

Realigned realign(std::span<const std::string_view> from, std::span<const Entity> entities,
                  std::span<const std::string_view> to) {
  Realigned exact = carry_over(join(from, false), entities, join(to, false));
  return exact.aligned ? exact : carry_over(join(from, true), entities, join(to, true));
}

}  // namespace demarche::language
