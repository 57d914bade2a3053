#include <demarche/language/sample.hpp>

#include <algorithm>
#include <iterator>

#include <fmt/format.h>

#include <demarche/base/utf8.hpp>

namespace demarche::language {
namespace {

void append_sentence(const Text& text, const Sentence& sentence, std::size_t number, std::string& out) {
  auto to = std::back_inserter(out);
  fmt::format_to(to, "# sent_id = {}\n", number);
  for (std::uint32_t i = sentence.first; i < sentence.last; ++i) {
    const Token& t = text.tokens[i];
    const std::int32_t head = t.head == kNoHead ? 0 : t.head - static_cast<std::int32_t>(sentence.first) + 1;
    const bool glued = i + 1 < sentence.last && !text.tokens[i + 1].space_before;
    fmt::format_to(to, "{}\t{}\t_\t{}\t{}\t_\t{}\t{}\t_\t{}\n", i - sentence.first + 1, t.form,
                   name_of(t.upos), name_of(t.xpos), head, name_of(t.deprel), glued ? "SpaceAfter=No" : "_");
  }
  out += '\n';
}

// White space inside a token would tear a line of CoNLL-U; bytes that are no text would stop its readers.
bool fits_a_line(const Text& text, const Sentence& sentence) {
  const auto tokens = text.tokens_of(sentence);
  return std::none_of(tokens.begin(), tokens.end(), [](const Token& t) {
    return t.form.empty() || t.form.find_first_of("\t\n\r ") != std::string_view::npos ||
           !utf8::valid(t.form);
  });
}

}  // namespace

std::string sample_sentences(const Chain& chain, std::span<const std::string> texts,
                             const SampleOptions& options) {
  std::string out;
  std::size_t taken = 0;
  const auto workspace = chain.workspace();
  // As many of each text as leaves room for all the others; what one leaves over is the next one's.
  for (std::size_t i = 0; i < texts.size() && taken < options.sentences; ++i) {
    const Text text = chain.analyse(texts[i], Genre::Body, *workspace);
    const std::size_t quota = options.sentences * (i + 1) / texts.size();
    for (const Sentence& sentence : text.sentences) {
      const std::uint32_t words = sentence.last - sentence.first;
      if (taken >= quota || words < options.least_words || words > options.most_words) continue;
      if (!fits_a_line(text, sentence)) continue;
      append_sentence(text, sentence, ++taken, out);
    }
  }
  return out;
}

}  // namespace demarche::language
