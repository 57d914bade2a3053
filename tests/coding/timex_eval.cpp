// Measures find_times against TimeML files, by the definitions of TempEval-3 (UzZaman et al. 2013,
// section 4.1): strict and relaxed (overlapping) spans; the F1 of an attribute is the relaxed F1 times the
// share of the matched expressions whose attribute is right.
//
//   timex_eval [--errors] [--models DIR] FILE.tml ...
//
// With --models the text between <TEXT> and </TEXT> goes through the language chain. Without, it is segmented
// by rule and tags are guessed from word lists and endings, so that the figure does not depend on a trained
// model.
#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <demarche/coding/time.hpp>
#include <demarche/knowledge/knowledge.hpp>
#include <demarche/language/chain.hpp>
#include <demarche/language/segment.hpp>

namespace {

using namespace demarche;

struct GoldTimex {
  std::size_t begin = 0;  // bytes of the plain text
  std::size_t end = 0;
  std::string type;
  std::string value;
};

struct TimeMlFile {
  std::string text;
  std::optional<Day> published;
  std::vector<GoldTimex> gold;
};

std::string attribute(std::string_view tag, std::string_view name) {
  const std::string key = " " + std::string(name) + "=\"";
  const std::size_t at = tag.find(key);
  if (at == std::string_view::npos) return {};
  const std::size_t begin = at + key.size();
  return std::string(tag.substr(begin, tag.find('"', begin) - begin));
}

// The character that an XML entity at text[pos] stands for; moves pos behind it.
char entity(std::string_view text, std::size_t& pos) {
  constexpr std::array<std::pair<std::string_view, char>, 5> kEntities = {
      {{"&amp;", '&'}, {"&lt;", '<'}, {"&gt;", '>'}, {"&quot;", '"'}, {"&apos;", '\''}}};
  for (const auto& [name, c] : kEntities) {
    if (text.substr(pos).starts_with(name)) {
      pos += name.size();
      return c;
    }
  }
  return text[pos++];
}

TimeMlFile parse(std::string_view xml) {
  TimeMlFile out;
  const std::size_t dct = xml.find("<DCT>");
  if (dct != std::string_view::npos)
    out.published = Day::parse(attribute(xml.substr(dct, 400), "value").substr(0, 10));
  const std::size_t begin = xml.find("<TEXT>");
  const std::size_t end = xml.rfind("</TEXT>");
  if (begin == std::string_view::npos || end == std::string_view::npos) return out;
  xml = xml.substr(begin + 6, end - begin - 6);
  for (std::size_t pos = 0; pos < xml.size();) {
    if (xml[pos] == '&') {
      out.text += entity(xml, pos);
      continue;
    }
    if (xml[pos] != '<') {
      out.text += xml[pos++];
      continue;
    }
    const std::size_t close = xml.find('>', pos);
    const std::string_view tag = xml.substr(pos, close - pos);
    if (tag.starts_with("<TIMEX3")) {
      out.gold.push_back({out.text.size(), 0, attribute(tag, "type"), attribute(tag, "value")});
    } else if (tag.starts_with("</TIMEX3") && !out.gold.empty()) {
      out.gold.back().end = out.text.size();
    }
    pos = close + 1;
  }
  // Empty expressions mark what is only implied.
  std::erase_if(out.gold, [](const GoldTimex& g) { return g.end <= g.begin; });
  return out;
}

// --- Guessed tags ---

template <std::size_t N>
bool among(const std::array<std::string_view, N>& table, std::string_view word) {
  return std::find(table.begin(), table.end(), word) != table.end();
}

constexpr std::array<std::string_view, 46> kPastVerbs = {
    "said",    "was",  "were", "had",   "did",   "made", "took",  "came",   "went",     "rose",
    "fell",    "told", "met",  "began", "held",  "got",  "gave",  "found",  "left",     "sold",
    "bought",  "led",  "won",  "lost",  "paid",  "sent", "spoke", "struck", "thought",  "became",
    "brought", "grew", "knew", "ran",   "saw",   "sank", "shot",  "stood",  "withdrew", "wrote",
    "drew",    "flew", "kept", "broke", "arose", "hit"};
constexpr std::array<std::string_view, 12> kModals = {"will",  "'ll",   "wo",  "would",  "'d",   "may",
                                                      "might", "could", "can", "should", "must", "shall"};
constexpr std::array<std::string_view, 9> kBe = {"is", "are",  "'s",    "'re", "am",
                                                 "be", "been", "being", "has"};
constexpr std::array<std::string_view, 10> kFunction = {"the", "a",  "an",  "of",  "in",
                                                        "on",  "at", "and", "for", "by"};

void guess_tag(language::Token& t, const language::Token* before) {
  using language::Upos;
  using language::Xpos;
  const std::string_view w = t.lower;
  const bool capital = !t.form.empty() && t.form[0] >= 'A' && t.form[0] <= 'Z';
  const bool after_to = before != nullptr && (before->lower == "to" || before->upos == Upos::Aux);
  const auto set = [&t](Upos u, Xpos x) { t.upos = u, t.xpos = x; };
  if (w == "may" && capital) return set(Upos::Propn, Xpos::Nnp);
  if (among(kModals, w)) return set(Upos::Aux, Xpos::Md);
  if (among(kBe, w)) return set(Upos::Aux, Xpos::Vbz);
  if (among(kPastVerbs, w))
    return set(w == "was" || w == "were" || w == "had" || w == "did" ? Upos::Aux : Upos::Verb, Xpos::Vbd);
  if (w == "to") return set(Upos::Part, Xpos::To);
  if (w.find_first_not_of(".,;:!?'\"`()-_[]") == std::string_view::npos)
    return set(Upos::Punct, Xpos::Period);
  if (w == "$" || w == "us$" || w == "%") return set(Upos::Sym, Xpos::Dollar);
  if (among(kFunction, w)) return set(Upos::Adp, Xpos::In);
  if (w[0] >= '0' && w[0] <= '9') return set(Upos::Num, Xpos::Cd);
  if (capital && before != nullptr) return set(Upos::Propn, Xpos::Nnp);
  if (w.size() > 4 && w.ends_with("ed")) return set(Upos::Verb, Xpos::Vbd);
  if (after_to && w.size() > 2) return set(Upos::Verb, Xpos::Vb);
  if (w.size() > 5 && w.ends_with("ing")) return set(Upos::Verb, Xpos::Vbg);
  if (w.size() > 3 && w.ends_with("s") && !w.ends_with("ss")) return set(Upos::Noun, Xpos::Nns);
  set(Upos::Noun, Xpos::Nn);
}

void guess_tags(language::Text& text) {
  for (const language::Sentence& s : text.sentences) {
    for (std::uint32_t i = s.first; i < s.last; ++i) {
      guess_tag(text.tokens[i], i > s.first ? &text.tokens[i - 1] : nullptr);
    }
  }
}

// --- Counting ---

struct Tally {
  std::size_t gold = 0, found = 0, strict = 0, relaxed_gold = 0, relaxed_found = 0, type = 0, value = 0;
};

std::string_view type_name(coding::TimeType type) {
  constexpr std::array<std::string_view, 4> kNames = {"DATE", "TIME", "DURATION", "SET"};
  return kNames[static_cast<std::size_t>(type)];
}

void show(std::string_view what, std::string_view text, std::string_view gold, std::string_view found,
          std::string_view around) {
  std::string line(around);
  std::replace(line.begin(), line.end(), '\n', ' ');
  std::printf("%.*s\t%.*s\t%.*s\t%.*s\t%s\n", static_cast<int>(what.size()), what.data(),
              static_cast<int>(text.size()), text.data(), static_cast<int>(gold.size()), gold.data(),
              static_cast<int>(found.size()), found.data(), line.c_str());
}

std::string_view around(std::string_view text, std::size_t begin, std::size_t end) {
  const std::size_t from = begin < 60 ? 0 : begin - 60;
  return text.substr(from, end - from + 40);
}

void compare(const TimeMlFile& file, const language::Text& text,
             const std::vector<coding::TimeExpression>& found, bool errors, Tally& tally) {
  tally.gold += file.gold.size();
  tally.found += found.size();
  std::vector<bool> used(found.size(), false);
  const std::string_view source = file.text;
  for (const GoldTimex& g : file.gold) {
    const std::string_view words = source.substr(g.begin, g.end - g.begin);
    bool matched = false;
    for (std::size_t i = 0; i < found.size(); ++i) {
      const std::size_t begin = text.tokens[found[i].first].begin;
      const std::size_t end = text.tokens[found[i].last - 1].end;
      if (begin >= g.end || end <= g.begin) continue;
      if (!used[i]) ++tally.relaxed_found;
      used[i] = true;
      if (matched) continue;
      matched = true;
      ++tally.relaxed_gold;
      const bool strict = begin == g.begin && end == g.end;
      tally.strict += strict ? 1 : 0;
      tally.type += type_name(found[i].type) == g.type ? 1 : 0;
      tally.value += found[i].value == g.value ? 1 : 0;
      if (!errors) continue;
      if (!strict) show("SPAN", words, source.substr(begin, end - begin), "", around(source, g.begin, g.end));
      if (found[i].value != g.value)
        show("VALUE", words, g.value, found[i].value, around(source, g.begin, g.end));
    }
    if (!matched && errors) show("MISSED", words, g.value, g.type, around(source, g.begin, g.end));
  }
  for (std::size_t i = 0; i < found.size() && errors; ++i) {
    if (used[i]) continue;
    const std::size_t begin = text.tokens[found[i].first].begin;
    const std::size_t end = text.tokens[found[i].last - 1].end;
    show("SPURIOUS", source.substr(begin, end - begin), "", found[i].value, around(source, begin, end));
  }
}

std::optional<TimeMlFile> read_file(const char* name) {
  std::ifstream in(name, std::ios::binary);
  const std::string xml((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
  if (xml.empty()) return std::nullopt;
  return parse(xml);
}

language::Text analyse_by_rule(std::string_view source, const language::Segmenter& segmenter) {
  language::Text text;
  text.source = source;
  segmenter.segment(text, language::Genre::Body);
  guess_tags(text);
  return text;
}

double ratio(std::size_t a, std::size_t b) {
  return b == 0 ? 0.0 : static_cast<double>(a) / static_cast<double>(b);
}
double f1(double p, double r) {
  return p + r == 0.0 ? 0.0 : 2.0 * p * r / (p + r);
}

void report(const Tally& t) {
  const double sp = ratio(t.strict, t.found), sr = ratio(t.strict, t.gold);
  const double rp = ratio(t.relaxed_found, t.found), rr = ratio(t.relaxed_gold, t.gold);
  const double relaxed = f1(rp, rr);
  std::printf("gold %zu found %zu\n", t.gold, t.found);
  std::printf("strict  P %.4f R %.4f F1 %.4f\n", sp, sr, f1(sp, sr));
  std::printf("relaxed P %.4f R %.4f F1 %.4f\n", rp, rr, relaxed);
  std::printf("type    accuracy %.4f F1 %.4f\n", ratio(t.type, t.relaxed_gold),
              ratio(t.type, t.relaxed_gold) * relaxed);
  std::printf("value   accuracy %.4f F1 %.4f\n", ratio(t.value, t.relaxed_gold),
              ratio(t.value, t.relaxed_gold) * relaxed);
}

}  // namespace

int main(int argc, char** argv) {
  Tally tally;
  bool errors = false;
  const language::Segmenter segmenter;
  const auto knowledge = knowledge::Knowledge::load(DEMARCHE_DATA_DIR);
  if (!knowledge) {
    std::fprintf(stderr, "%s\n", knowledge.error().message().c_str());
    return 2;
  }
  std::optional<language::Chain> chain;
  language::Chain::WorkspaceHandle workspace;
  for (int i = 1; i < argc; ++i) {
    const std::string_view option(argv[i]);
    if (option == "--errors") {
      errors = true;
      continue;
    }
    if (option == "--models" && i + 1 < argc) {
      auto loaded = language::Chain::load(argv[++i]);
      if (!loaded) {
        std::fprintf(stderr, "%s\n", loaded.error().message().c_str());
        return 2;
      }
      chain.emplace(std::move(*loaded));
      workspace = chain->workspace();
      continue;
    }
    const std::optional<TimeMlFile> file = read_file(argv[i]);
    if (!file) {
      std::fprintf(stderr, "%s: cannot be read\n", argv[i]);
      return 2;
    }
    const language::Text text = chain ? chain->analyse(file->text, language::Genre::Body, *workspace)
                                      : analyse_by_rule(file->text, segmenter);
    compare(*file, text, coding::find_times(text, file->published, knowledge->frames()), errors, tally);
  }
  report(tally);
  return 0;
}
