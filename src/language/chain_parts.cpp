#include "chain_parts.hpp"

#include <algorithm>
#include <array>
#include <system_error>
#include <utility>

#include <demarche/base/utf8.hpp>

#include "bytes.hpp"
#include "features.hpp"

namespace demarche::language {
namespace {

// Clean and careless, with names, numbers, a contraction, a quotation, a dash and a word that no one has
// seen.
constexpr std::array<std::string_view, 4> kSanityTexts = {
    "GENEVA, March 3 - The minister said on Monday that talks with Ruritania's envoys won't resume before 2 "
    "June, "
    "although both sides had \"made progress\". Grustark rejected the offer; its ambassador, Ms. Flavia "
    "Zenda, left.",
    "ruritania threatens to impose tariffs of 25 percent on steel worth $3 billion if talks fail",
    "Ruritania Denies It Will Lift Sanctions",
    "the two presidents who met last week agreed they would not meet again until a deal was signed",
};

template <typename T>
Result<void> wrap(const Result<T>& result, const std::string& where, std::string_view section) {
  if (result) return {};
  Error error = result.error();
  error.where = where + ", section \"" + std::string(section) + "\", " + error.where;
  error.what += "; fetch the model again, or train it with `demarche train`";
  return tl::unexpected(std::move(error));
}

// Reads one section with `parse` into `out`.
template <typename T, typename Parse>
Result<void> take(const ModelFile& file, std::string_view name, const std::string& where, Parse parse,
                  T& out) {
  const auto bytes = file.section(name);
  if (!bytes) return tl::unexpected(bytes.error());
  auto parsed = parse(*bytes);
  if (!parsed) return wrap(parsed, where, name);
  out = std::move(*parsed);
  return {};
}

std::span<Token> tokens_of(Text& text, const Sentence& sentence) {
  return std::span<Token>(text.tokens).subspan(sentence.first, sentence.last - sentence.first);
}

Result<Parser> parse_parser(std::string_view bytes) {
  auto parser = Parser::load(bytes);
  if (parser && !bytes.empty()) return fail(ErrorKind::Malformed, "parser", "bytes behind its end");
  return parser;
}

}  // namespace

Result<ChainParts> ChainParts::from_file(const ModelFile& file, const std::string& where) {
  ChainParts parts;
  const std::array<Result<void>, 6> taken = {
      take(file, "segmenter", where, Segmenter::parse, parts.segmenter),
      take(file, "words", where, WordClasses::parse, parts.classes),
      take(file, "tagger", where, Tagger::parse, parts.tagger),
      take(file, "lemmatizer", where, Lemmatizer::parse, parts.lemmatizer),
      take(file, "parser", where, parse_parser, parts.parser),
      take(file, "entities", where, EntityTagger::parse, parts.entities),
  };
  for (const auto& result : taken) {
    if (!result) return tl::unexpected(result.error());
  }
  const auto sanity = file.section(kSanitySection);
  if (!sanity) return tl::unexpected(sanity.error());
  if (auto sane = check_sanity(parts, *sanity, where); !sane) return tl::unexpected(sane.error());
  return parts;
}

Result<ChainParts> ChainParts::load(const std::filesystem::path& models) {
  std::error_code error;
  const bool folder = std::filesystem::is_directory(models, error);
  const std::filesystem::path path = folder ? models / kModelName : models;
  const auto file = ModelFile::read(path);
  if (!file) return tl::unexpected(file.error());
  return from_file(*file, path.string());
}

ModelFile ChainParts::to_file() const {
  ModelFile file;
  std::string bytes = segmenter.serialise();
  file.add("segmenter", std::exchange(bytes, {}));
  classes.append_to(bytes);
  file.add("words", std::exchange(bytes, {}));
  tagger.append_to(bytes);
  file.add("tagger", std::exchange(bytes, {}));
  lemmatizer.append_to(bytes);
  file.add("lemmatizer", std::exchange(bytes, {}));
  parser.append_to(bytes);
  file.add("parser", std::exchange(bytes, {}));
  entities.append_to(bytes);
  file.add("entities", std::exchange(bytes, {}));
  file.add(kSanitySection, make_sanity(*this));
  return file;
}

Text ChainParts::analyse(std::string_view source, Genre genre, ChainScratch& scratch, Chain::Wanted wanted,
                         const void* context) const {
  Text text;
  text.source = source;
  segmenter.segment(text, genre);
  for (const Sentence& sentence : text.sentences) {
    tag(text, sentence, scratch);
    if (wanted == nullptr || wanted(context, text, sentence)) queue(text, sentence, scratch);
    if (wanted == nullptr) name(text, sentence, scratch);
  }
  parse(text, scratch);
  return text;
}

void ChainParts::tag(Text& text, const Sentence& sentence, ChainScratch& scratch) const {
  const std::span<Token> tokens = tokens_of(text, sentence);
  describe(tokens, classes, scratch.infos);
  tagger.tag(tokens, scratch.infos, scratch.tagger);
  lemmatizer.lemmatize(text, tokens);
}

void ChainParts::queue(const Text& text, const Sentence& sentence, ChainScratch& scratch) {
  const std::span<const Token> tokens = text.tokens_of(sentence);
  scratch.to_parse.push_back(sentence);
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    scratch.parser_tokens.push_back(parser_token(tokens[i], scratch.infos[kPad + i]));
  }
}

void ChainParts::parse(Text& text, ChainScratch& scratch) const {
  scratch.arcs.resize(scratch.parser_tokens.size());
  scratch.jobs.clear();
  std::size_t at = 0;
  for (const Sentence& sentence : scratch.to_parse) {
    const std::size_t size = sentence.last - sentence.first;
    scratch.jobs.push_back(
        {std::span(scratch.parser_tokens).subspan(at, size), std::span(scratch.arcs).subspan(at, size)});
    at += size;
  }
  parser.parse(scratch.jobs, scratch.parser);
  for (std::size_t s = 0; s < scratch.to_parse.size(); ++s) {
    const std::span<Token> tokens = tokens_of(text, scratch.to_parse[s]);
    for (std::size_t i = 0; i < tokens.size(); ++i) {
      const Arc& arc = scratch.jobs[s].arcs[i];
      tokens[i].head =
          arc.head < 0 ? kNoHead : arc.head + static_cast<std::int32_t>(scratch.to_parse[s].first);
      tokens[i].deprel = arc.deprel;
    }
  }
  scratch.to_parse.clear();
  scratch.parser_tokens.clear();
}

void ChainParts::name(Text& text, const Sentence& sentence, ChainScratch& scratch) const {
  entities.find(tokens_of(text, sentence), sentence.first, scratch.infos, scratch.entities, text.entities);
}

void ChainParts::find_entities(Text& text, std::span<const std::size_t> sentences,
                               ChainScratch& scratch) const {
  text.entities.clear();
  for (const std::size_t s : sentences) {
    const Sentence& sentence = text.sentences[s];
    const std::span<Token> tokens = tokens_of(text, sentence);
    // A tree has one root, and nothing else has that relation.
    const bool has_tree =
        std::any_of(tokens.begin(), tokens.end(), [](const Token& t) { return t.deprel == Deprel::Root; });
    if (!has_tree) continue;
    describe(tokens, classes, scratch.infos);
    name(text, sentence, scratch);
  }
}

ParserToken parser_token(const Token& token, const WordInfo& info) {
  return {word_key(token.lower), token.upos, token.xpos, info.classes.cluster};
}

std::uint64_t hash_of(const Text& text) {
  std::uint64_t h = feature_hash(0, text.tokens.size(), text.sentences.size(), text.entities.size());
  for (const Token& t : text.tokens) {
    h = feature_hash(h, t.begin, t.end, string_hash(t.lower), string_hash(t.lemma), t.upos, t.xpos, t.deprel,
                     t.head, t.space_before);
  }
  for (const Sentence& s : text.sentences) h = feature_hash(h, s.begin, s.end, s.first, s.last);
  for (const Entity& e : text.entities) h = feature_hash(h, e.first, e.last, e.kind);
  return h;
}

std::string make_sanity(const ChainParts& parts) {
  ChainScratch scratch;
  std::string section;
  put_u8(section, static_cast<std::uint8_t>(kSanityTexts.size()));
  for (const std::string_view text : kSanityTexts) {
    put_u16(section, static_cast<std::uint16_t>(text.size()));
    section += text;
    put_u64(section, hash_of(parts.analyse(text, Genre::Body, scratch)));
  }
  return section;
}

Result<void> check_sanity(const ChainParts& parts, std::string_view section, const std::string& where) {
  ChainScratch scratch;
  ByteReader in(section);
  const std::uint8_t count = in.u8();
  for (std::uint8_t i = 0; i < count; ++i) {
    const std::string_view text = in.text(in.u16());
    const std::uint64_t expected = in.u64();
    if (in.failed() || !utf8::valid(text)) break;
    if (hash_of(parts.analyse(text, Genre::Body, scratch)) != expected) {
      return fail(ErrorKind::Version, where,
                  "the model does not give what it gave when it was trained (test sentence " +
                      std::to_string(i + 1) +
                      "); it was made for another version of the program: fetch the model "
                      "of this version, or train it with `demarche train`");
    }
  }
  if (!in.at_end())
    return fail(ErrorKind::Malformed, where, "section \"sanity\" is damaged; fetch the model again");
  return {};
}

}  // namespace demarche::language
