#include <demarche/language/conllu.hpp>

#include <array>
#include <charconv>
#include <optional>
#include <utility>

#include <demarche/base/io.hpp>

namespace demarche::language {
namespace {

constexpr std::size_t kColumns = 10;
constexpr std::size_t kMaxTreebankBytes = std::size_t{1} << 30U;
constexpr std::uint32_t kMaxSentenceWords = 10000;

using Columns = std::array<std::string_view, kColumns>;

std::optional<std::uint32_t> parse_number(std::string_view text) {
  std::uint32_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

std::optional<Columns> split_columns(std::string_view line) {
  Columns columns;
  for (std::size_t i = 0; i + 1 < kColumns; ++i) {
    const std::size_t tab = line.find('\t');
    if (tab == std::string_view::npos) return std::nullopt;
    columns[i] = line.substr(0, tab);
    line.remove_prefix(tab + 1);
  }
  if (line.find('\t') != std::string_view::npos) return std::nullopt;
  columns[kColumns - 1] = line;
  return columns;
}

bool has_feature(std::string_view column, std::string_view feature) {
  while (!column.empty()) {
    const std::size_t bar = column.find('|');
    if (column.substr(0, bar) == feature) return true;
    if (bar == std::string_view::npos) break;
    column.remove_prefix(bar + 1);
  }
  return false;
}

// The value of "# key = value"; also "# key" alone gives an empty value.
std::optional<std::string_view> comment_value(std::string_view line, std::string_view key) {
  line.remove_prefix(1);
  while (line.starts_with(' ')) line.remove_prefix(1);
  if (!line.starts_with(key)) return std::nullopt;
  line.remove_prefix(key.size());
  if (line.empty()) return line;
  while (line.starts_with(' ')) line.remove_prefix(1);
  if (!line.starts_with('=')) return std::nullopt;
  line.remove_prefix(1);
  if (line.starts_with(' ')) line.remove_prefix(1);
  return line;
}

// Reads line by line; a sentence is closed by an empty line or by the end of the file.
class Reader {
 public:
  Reader(std::string bytes, const std::string& where) : where_(where) {
    bank_.bytes.push_back(std::make_shared<const std::string>(std::move(bytes)));
  }

  Result<Treebank> read() {
    std::string_view rest = *bank_.bytes.front();
    if (rest.starts_with("\xEF\xBB\xBF")) rest.remove_prefix(3);
    while (!rest.empty()) {
      const std::size_t end = rest.find('\n');
      std::string_view line = rest.substr(0, end);
      rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
      ++line_;
      if (line.ends_with('\r')) line.remove_suffix(1);
      if (auto done = take(line); !done) return tl::unexpected(done.error());
    }
    if (auto done = close(); !done) return tl::unexpected(done.error());
    return std::move(bank_);
  }

 private:
  Result<void> wrong(std::string what) const {
    return fail(ErrorKind::Malformed, where_ + ":" + std::to_string(line_), std::move(what));
  }

  Result<void> take(std::string_view line) {
    if (line.empty()) return close();
    if (line.front() == '#') {
      comment(line);
      return {};
    }
    const auto columns = split_columns(line);
    if (!columns) return wrong("a word line of CoNLL-U has ten columns separated by tabs");
    const std::string_view id = (*columns)[0];
    if (id.find('.') != std::string_view::npos) return {};  // an empty node
    if (id.find('-') != std::string_view::npos) return multiword(*columns);
    return word(*columns);
  }

  void comment(std::string_view line) {
    if (const auto id = comment_value(line, "newdoc id")) {
      document_ = *id;
      next_.new_document = next_.new_paragraph = true;
    } else if (comment_value(line, "newdoc")) {
      next_.new_document = next_.new_paragraph = true;
    } else if (comment_value(line, "newpar") || comment_value(line, "newpar id")) {
      next_.new_paragraph = true;
    } else if (const auto sent_id = comment_value(line, "sent_id")) {
      next_.id = *sent_id;
    } else if (const auto text = comment_value(line, "text")) {
      next_.text = *text;
    }
  }

  [[nodiscard]] std::uint32_t count() const {
    return static_cast<std::uint32_t>(bank_.words.size()) - next_.first;
  }

  Result<void> multiword(const Columns& columns) {
    const std::size_t dash = columns[0].find('-');
    const auto from = parse_number(columns[0].substr(0, dash));
    const auto to = parse_number(columns[0].substr(dash + 1));
    if (!from || !to || *from != count() + 1 || *to <= *from || *to > kMaxSentenceWords) {
      return wrong("the range of a multiword token does not fit: " + std::string(columns[0]));
    }
    if (multiword_end_ > count()) return wrong("multiword tokens overlap");
    bank_.multiwords.push_back({columns[1], next_.first + *from - 1, next_.first + *to});
    multiword_end_ = *to;
    multiword_space_ = !has_feature(columns[9], "SpaceAfter=No");
    return {};
  }

  Result<void> word(const Columns& columns) {
    const auto id = parse_number(columns[0]);
    if (!id || *id != count() + 1 || *id > kMaxSentenceWords) {
      return wrong("word number " + std::to_string(count() + 1) + " was expected");
    }
    if (columns[1].empty()) return wrong("the form is empty");
    TreeWord w;
    w.form = columns[1];
    w.lemma = columns[2];
    const auto upos = parse_upos(columns[3]);
    if (!upos) return wrong("unknown universal tag: " + std::string(columns[3]));
    w.upos = *upos;
    w.xpos = parse_xpos(columns[4]).value_or(Xpos::None);
    const auto head = parse_number(columns[6]);
    if (!head || *head > kMaxSentenceWords)
      return wrong("the head is not a number: " + std::string(columns[6]));
    w.head = static_cast<std::int32_t>(*head) - 1;
    const auto deprel = parse_deprel(columns[7]);
    if (!deprel) return wrong("unknown relation: " + std::string(columns[7]));
    w.deprel = *deprel;
    w.space_after = !has_feature(columns[9], "SpaceAfter=No");
    if (*id < multiword_end_) w.space_after = false;
    if (*id == multiword_end_) w.space_after = multiword_space_;
    bank_.words.push_back(w);
    return {};
  }

  // Every word must reach the root; `state`: 0 unseen, 1 on the present path, 2 known to reach it.
  Result<void> check_tree() const {
    const std::span<const TreeWord> words = std::span<const TreeWord>(bank_.words).subspan(next_.first);
    std::vector<std::uint8_t> state(words.size(), 0);
    for (std::size_t i = 0; i < words.size(); ++i) {
      std::size_t at = i;
      while (state[at] == 0) {
        state[at] = 1;
        if (words[at].head < 0) break;
        at = static_cast<std::size_t>(words[at].head);
        if (at >= words.size()) return wrong("a head lies outside of the sentence that ends here");
        if (state[at] == 1) return wrong("the heads of the sentence that ends here form a circle");
      }
      for (at = i; state[at] == 1; at = static_cast<std::size_t>(words[at].head)) {
        state[at] = 2;
        if (words[at].head < 0) break;
      }
    }
    return {};
  }

  Result<void> close() {
    if (count() > 0) {
      if (multiword_end_ > count()) return wrong("a multiword token runs past the end of its sentence");
      if (auto tree = check_tree(); !tree) return tree;
      next_.document = document_;
      next_.last = static_cast<std::uint32_t>(bank_.words.size());
      next_.last_multiword = static_cast<std::uint32_t>(bank_.multiwords.size());
      bank_.sentences.push_back(next_);
    } else if (multiword_end_ > 0) {
      return wrong("a multiword token without words");
    }
    // A comment block without words (a stray empty line) keeps its newdoc and newpar for the next sentence.
    const bool empty = count() == 0;
    TreeSentence fresh;
    fresh.first = static_cast<std::uint32_t>(bank_.words.size());
    fresh.first_multiword = static_cast<std::uint32_t>(bank_.multiwords.size());
    fresh.new_document = empty && next_.new_document;
    fresh.new_paragraph = empty && next_.new_paragraph;
    next_ = fresh;
    multiword_end_ = 0;
    return {};
  }

  std::string where_;
  std::size_t line_ = 0;
  Treebank bank_;
  TreeSentence next_;  // the sentence being read
  std::string_view document_;
  std::uint32_t multiword_end_ = 0;  // number of the last word of the multiword token in force
  bool multiword_space_ = true;
};

}  // namespace

void Treebank::add(const Treebank& other, const TreeSentence& sentence) {
  TreeSentence copy = sentence;
  copy.first = static_cast<std::uint32_t>(words.size());
  copy.first_multiword = static_cast<std::uint32_t>(multiwords.size());
  for (const TreeWord& w : other.words_of(sentence)) words.push_back(w);
  for (TreeMultiword m : other.multiwords_of(sentence)) {
    m.first = m.first - sentence.first + copy.first;
    m.last = m.last - sentence.first + copy.first;
    multiwords.push_back(m);
  }
  copy.last = static_cast<std::uint32_t>(words.size());
  copy.last_multiword = static_cast<std::uint32_t>(multiwords.size());
  sentences.push_back(copy);
}

void Treebank::append(const Treebank& other) {
  bytes.insert(bytes.end(), other.bytes.begin(), other.bytes.end());
  for (const TreeSentence& s : other.sentences) add(other, s);
}

Result<Treebank> parse_conllu(std::string bytes, const std::string& where) {
  return Reader(std::move(bytes), where).read();
}

Result<Treebank> read_conllu(const std::filesystem::path& path) {
  auto bytes = read_file(path, kMaxTreebankBytes);
  if (!bytes) return tl::unexpected(bytes.error());
  return parse_conllu(std::move(*bytes), path.string());
}

Treebank filter(const Treebank& treebank, KeepDocument keep) {
  Treebank kept;
  kept.bytes = treebank.bytes;
  for (const TreeSentence& s : treebank.sentences) {
    if (keep(s.document)) kept.add(treebank, s);
  }
  return kept;
}

std::string_view genre_of_document(std::string_view document) {
  if (document.starts_with("GUM_")) {
    document.remove_prefix(4);
    return document.substr(0, document.find('_'));
  }
  const std::size_t dash = document.find('-');
  return dash == std::string_view::npos ? std::string_view() : document.substr(0, dash);
}

bool has_free_licence(std::string_view document) {
  if (!document.starts_with("GUM_")) return true;
  const std::string_view genre = genre_of_document(document);
  for (const std::string_view free : {"news", "interview", "speech", "voyage", "bio", "textbook", "vlog"}) {
    if (genre == free) return true;
  }
  return false;
}

RawText raw_text(const Treebank& treebank, std::size_t first, std::size_t last) {
  RawText raw;
  bool space = false;
  for (std::size_t i = first; i < last; ++i) {
    const TreeSentence& s = treebank.sentences[i];
    if (i > first && s.new_paragraph) {
      raw.text += "\n\n";
      space = false;
    }
    std::uint32_t begin = 0;
    std::uint32_t multiword = s.first_multiword;
    for (std::uint32_t w = s.first; w < s.last;) {
      if (space) raw.text += ' ';
      if (w == s.first) begin = static_cast<std::uint32_t>(raw.text.size());
      std::uint32_t next = w + 1;
      std::string_view form = treebank.words[w].form;
      if (multiword < s.last_multiword && treebank.multiwords[multiword].first == w) {
        form = treebank.multiwords[multiword].form;
        next = treebank.multiwords[multiword++].last;
      }
      raw.text += form;
      space = treebank.words[next - 1].space_after;
      w = next;
    }
    raw.sentences.push_back({begin, static_cast<std::uint32_t>(raw.text.size())});
  }
  return raw;
}

std::vector<DocumentSpan> documents_of(const Treebank& treebank) {
  std::vector<DocumentSpan> documents;
  for (std::size_t i = 0; i < treebank.sentences.size(); ++i) {
    if (documents.empty() || treebank.sentences[i].new_document) documents.push_back({i, i});
    documents.back().last = i + 1;
  }
  return documents;
}

}  // namespace demarche::language
