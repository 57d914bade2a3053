// data/classes.tsv and data/frames.tsv.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "loader.hpp"
#include "places.hpp"

namespace demarche::knowledge {
namespace {

enum Column : std::size_t { kAct, kTrigger, kNeeds, kActor, kTarget, kFlags };
constexpr std::array<std::string_view, 6> kColumns = {"act", "trigger", "needs", "actor", "target", "flags"};

constexpr std::size_t kLemmasInId = 2;

std::optional<WordClass> word_class_of(std::string_view letter) {
  if (letter == "V") return WordClass::Verb;
  if (letter == "N") return WordClass::Noun;
  if (letter == "A") return WordClass::Adjective;
  if (letter == "R") return WordClass::Adverb;
  if (letter == "*") return WordClass::Any;
  return std::nullopt;
}

// "slap|levy/V"
Result<void> read_trigger(const Row& row, Frame& frame) {
  const std::string_view cell = row[kTrigger];
  const std::size_t slash = cell.rfind('/');
  const auto its_class =
      slash == std::string_view::npos ? std::nullopt : word_class_of(cell.substr(slash + 1));
  if (!its_class) return row.error(kTrigger, fmt::format("\"{}\" must end in /V, /N, /A, /R or /*", cell));
  frame.word_class = *its_class;
  for (const std::string_view lemma : split(cell.substr(0, slash), '|')) {
    if (!is_lemma(lemma))
      return row.error(kTrigger, fmt::format("\"{}\" is no lemma (lower case, not empty)", lemma));
    if (std::find(frame.lemmas.begin(), frame.lemmas.end(), lemma) == frame.lemmas.end()) {
      frame.lemmas.emplace_back(lemma);
    }
  }
  std::string first;
  for (std::size_t i = 0; i < std::min(kLemmasInId, frame.lemmas.size()); ++i) {
    first += (i == 0 ? "" : "|") + frame.lemmas[i];
  }
  frame.id = fmt::format("{}/{}/{}#{}", name_of(frame.act), first, cell.substr(slash + 1), row.line());
  return {};
}

// The places of a party; an empty actor cell is what is usual for the word class.
Result<void> read_places(const Row& row, Frame& frame) {
  std::string_view actor = row[kActor];
  if (actor.empty()) actor = frame.word_class == WordClass::Noun ? "own,by,from" : "subj";
  auto actors = read_party_places(actor);
  if (!actors) return row.error(kActor, actors.error());
  frame.actor = std::move(*actors);
  auto targets = read_party_places(row[kTarget]);
  if (!targets) return row.error(kTarget, targets.error());
  frame.target = std::move(*targets);
  return {};
}

Result<void> read_flags(const Row& row, Frame& frame) {
  constexpr std::string_view kModality = "modality=";
  for (const std::string_view flag : words_of(row[kFlags])) {
    if (flag == "weak") {
      frame.weak = true;
    } else if (flag == "mutual") {
      frame.mutual = true;
    } else if (flag == "null") {
      frame.null_target = true;
    } else if (flag.starts_with(kModality)) {
      frame.modality = parse_modality(flag.substr(kModality.size()));
      if (!frame.modality) {
        return row.error(kFlags, fmt::format("unknown {}; one of actual, planned, possible, denied", flag));
      }
    } else {
      return row.error(kFlags, fmt::format("unknown flag {}; one of weak, mutual, null, modality=...", flag));
    }
  }
  return {};
}

}  // namespace

Result<void> Loader::load_classes() {
  enum ClassColumn : std::size_t { kClass, kWords };
  constexpr std::array<std::string_view, 2> kClassColumns = {"class", "words"};
  auto classes = table("classes.tsv", kClassColumns);
  if (!classes) return tl::unexpected(std::move(classes.error()));
  for (const Row& row : classes->rows()) {
    const std::string_view name = row[kClass];
    if (!is_lemma(name))
      return row.error(kClass, fmt::format("\"{}\" is no name for a class (lower case)", name));
    std::vector<std::string> lemmas;
    for (const std::string_view lemma : row.list(kWords)) {
      if (!is_lemma(lemma))
        return row.error(kWords, fmt::format("\"{}\" is no lemma (lower case, one word)", lemma));
      if (std::find(lemmas.begin(), lemmas.end(), lemma) == lemmas.end()) lemmas.emplace_back(lemma);
    }
    if (lemmas.empty()) return row.error(kWords, "is empty");
    const bool is_new = k_.frames_.classes_.try_emplace(std::string(name), std::move(lemmas)).second;
    if (!is_new) return row.error(kClass, fmt::format("{} stands in an earlier row already", name));
  }
  return take_coder_classes(classes->where());
}

Result<void> Loader::take_coder_classes(const std::string& where) {
  for (std::size_t i = 0; i < kCoderClassCount; ++i) {
    const std::string_view name = name_of(static_cast<CoderClass>(i));
    const std::vector<std::string>* words = k_.frames_.word_class(name);
    if (words == nullptr) {
      return fail(ErrorKind::Malformed, where,
                  fmt::format("has no row for {}, a class that the coder names", name));
    }
    k_.frames_.coder_classes_[i].insert(words->begin(), words->end());
  }
  return {};
}

Result<void> Loader::load_frames() {
  auto frames = table("frames.tsv", kColumns);
  if (!frames) return tl::unexpected(std::move(frames.error()));
  for (const Row& row : frames->rows()) {
    auto frame = frame_of(row);
    if (!frame) return tl::unexpected(std::move(frame.error()));
    const auto index = static_cast<std::uint32_t>(k_.frames_.frames_.size());
    for (const std::string& lemma : frame->lemmas) k_.frames_.by_lemma_[lemma].push_back(index);
    k_.frames_.frames_.push_back(std::move(*frame));
  }
  return {};
}

Result<Frame> Loader::frame_of(const Row& row) const {
  Frame frame;
  const auto act = parse_act(row[kAct]);
  if (!act) return row.error(kAct, fmt::format("unknown act \"{}\"; acts.tsv lists them", row[kAct]));
  frame.act = *act;
  frame.line = row.line();
  if (auto done = read_trigger(row, frame); !done) return tl::unexpected(std::move(done.error()));
  for (const std::string_view text : words_of(row[kNeeds])) {
    auto need = read_need(text, k_.frames_);
    if (!need) return row.error(kNeeds, need.error());
    frame.needs.push_back(std::move(*need));
  }
  if (auto done = read_places(row, frame); !done) return tl::unexpected(std::move(done.error()));
  if (auto done = read_flags(row, frame); !done) return tl::unexpected(std::move(done.error()));
  return frame;
}

}  // namespace demarche::knowledge
