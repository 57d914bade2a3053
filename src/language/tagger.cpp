// A greedy tagger with a joint tag set.
//
// The classes are the pairs of universal and Penn tag that occur in the
// treebanks, so the two can never disagree
// ("PROPN" with "VBD"), and the finer tag helps the coarser one. Each word is
// decided once, from left to right; the model sees the two tags before, and of
// the words behind it their form, cluster and the set of tags they were seen
// with, which tells most of what a search over tag sequences would. Frequent
// words with a single tag ("the", ",") are looked up: a third of the text needs
// no scoring.
#include "tagger.hpp"

#include <algorithm>
#include <bit>
#include <utility>

#include "bytes.hpp"

namespace demarche::language {
namespace {

constexpr std::uint64_t kTaggerSpace = 1000;  // template numbers of the tagger begin here
constexpr std::size_t kNotSure = ~std::size_t{0};

}  // namespace

void add_word_features(const WordInfo* word, TaggerFeatures& out) {
  const WordInfo& w = word[0];
  const WordInfo& p = word[-1];
  const WordInfo& n = word[1];
  std::uint64_t t = kTaggerSpace;
  out.add(t++, w.word);
  out.add(t++, w.word, w.capital);
  out.add(t++, w.word, p.word);
  out.add(t++, w.word, n.word);
  out.add(t++, p.word);
  out.add(t++, n.word);
  out.add(t++, word[-2].word);
  out.add(t++, word[2].word);
  out.add(t++, p.word, n.word);
  out.add(t++, w.suffix[0]);
  out.add(t++, w.suffix[1]);
  out.add(t++, w.suffix[2]);
  out.add(t++, w.suffix[3]);
  out.add(t++, w.suffix[4]);
  out.add(t++, w.prefix[0]);
  out.add(t++, w.prefix[1]);
  out.add(t++, w.prefix[2]);
  out.add(t++, w.prefix[3]);
  out.add(t++, w.shape, w.capital);
  out.add(t++, w.capital, w.suffix[2]);
  out.add(t++, w.capital, p.capital, n.capital);
  out.add(t++, w.capital, w.classes.habit, w.classes.tags);
  out.add(t++, w.capital, w.classes.cluster);
  out.add(t++, w.classes.cluster);
  out.add(t++, w.classes.medium);
  out.add(t++, w.classes.cluster, n.classes.cluster);
  out.add(t++, p.classes.cluster, w.classes.cluster);
  out.add(t++, p.classes.medium, w.classes.medium, n.classes.medium);
  out.add(t++, n.classes.cluster);
  out.add(t++, n.classes.tags, w.classes.tags);
  out.add(t++, n.classes.tags, word[2].classes.tags, w.classes.tags);
  out.add(t++, n.suffix[2], w.classes.tags);
  out.add(t++, n.suffix[1], w.suffix[2]);
  out.add(t++, p.suffix[2], w.suffix[2]);
  out.add(t++, n.classes.coarse, word[2].classes.coarse, w.classes.medium);
  if (w.ending == 0) return;
  out.add(t++, w.ending, w.stem.tags, w.capital);
  out.add(t++, w.ending, w.stem.medium, w.capital);
  out.add(t++, w.ending, w.stem.cluster);
}

void add_history_features(const WordInfo* word, std::uint64_t previous, std::uint64_t before,
                          TaggerFeatures& out) {
  const WordInfo& w = word[0];
  const WordInfo& n = word[1];
  std::uint64_t t = kTaggerSpace + 500;
  out.add(t++, previous);
  out.add(t++, previous, before);
  out.add(t++, previous, w.word);
  out.add(t++, previous, w.suffix[2]);
  out.add(t++, previous, w.classes.tags, n.classes.tags);
  out.add(t++, previous, before, w.classes.tags);
  out.add(t++, previous, w.classes.medium, n.classes.medium);
  out.add(t++, previous, n.word);
  out.add(t++, previous, w.capital, w.suffix[1]);
  out.add(t++, previous, before, w.classes.cluster);
  out.add(t++, previous, word[-1].word, w.classes.tags);
}

Tagger::Tagger(std::vector<TagPair> tags, std::vector<SureWord> sure, Weights weights)
    : tags_(std::move(tags)), sure_(std::move(sure)), weights_(std::move(weights)) {
  index();
}

void Tagger::index() {
  const std::size_t size = std::bit_ceil(sure_.size() * 4 + 1);
  mask_ = size - 1;
  slots_.assign(size, SureWord());
  for (const SureWord& s : sure_) {
    std::size_t at = s.word & mask_;
    while (slots_[at].word != 0) at = (at + 1) & mask_;
    slots_[at] = s;
  }
}

std::size_t Tagger::sure_tag(std::uint64_t word) const {
  for (std::size_t at = word & mask_; slots_[at].word != 0; at = (at + 1) & mask_) {
    if (slots_[at].word == word) return slots_[at].tag;
  }
  return kNotSure;
}

// The tag of a sure word; for another, its features are made and their weights asked for.
std::size_t Tagger::look_ahead(const WordInfo* word, TaggerFeatures& out) const {
  const std::size_t tag = sure_tag(word->word);
  if (tag != kNotSure) return tag;
  out.clear();
  add_word_features(word, out);
  weights_.prefetch(out.view());
  return kNotSure;
}

// Three of four features need no tag, so they are looked up while the word before is decided.
void Tagger::tag(std::span<Token> tokens, std::span<const WordInfo> infos, TaggerScratch& scratch) const {
  if (tags_.empty() || tokens.empty()) return;
  scratch.scores.resize(tags_.size());
  TaggerFeatures* now = &scratch.now;
  TaggerFeatures* ahead = &scratch.ahead;
  std::uint64_t previous = 0;
  std::uint64_t before = 0;
  std::size_t next = look_ahead(&infos[kPad], *ahead);
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    const WordInfo* word = &infos[kPad + i];
    std::size_t best = next;
    std::swap(now, ahead);
    if (i + 1 < tokens.size()) next = look_ahead(word + 1, *ahead);
    if (best == kNotSure) {
      const std::size_t fetched = now->view().size();
      add_history_features(word, previous, before, *now);
      weights_.prefetch(now->view().subspan(fetched));
      weights_.score_fetched(now->view(), scratch.scores);
      best = static_cast<std::size_t>(std::max_element(scratch.scores.begin(), scratch.scores.end()) -
                                      scratch.scores.begin());
    }
    tokens[i].upos = tags_[best].upos;
    tokens[i].xpos = tags_[best].xpos;
    before = previous;
    previous = best + 1;
  }
}

void Tagger::append_to(std::string& out) const {
  put_u8(out, static_cast<std::uint8_t>(tags_.size()));
  for (const TagPair& pair : tags_) {
    put_u8(out, static_cast<std::uint8_t>(pair.upos));
    put_u8(out, static_cast<std::uint8_t>(pair.xpos));
  }
  put_u32(out, static_cast<std::uint32_t>(sure_.size()));
  for (const SureWord& s : sure_) {
    put_u64(out, s.word);
    put_u8(out, s.tag);
  }
  weights_.append_to(out);
}

Result<Tagger> Tagger::parse(std::string_view bytes) {
  const auto wrong = [](std::size_t at, const char* what) {
    return fail(ErrorKind::Malformed, "tagger at byte " + std::to_string(at), what);
  };
  constexpr std::size_t kSureBytes = 9;
  ByteReader in(bytes);
  std::vector<TagPair> tags(in.u8());
  for (TagPair& pair : tags) {
    const std::uint8_t upos = in.u8();
    const std::uint8_t xpos = in.u8();
    if (upos >= kUposNames.size() || xpos >= kXposNames.size()) return wrong(in.offset() - 2, "unknown tag");
    pair = {static_cast<Upos>(upos), static_cast<Xpos>(xpos)};
  }
  const std::uint32_t count = in.u32();
  if (in.failed() || in.left() < count * kSureBytes) return wrong(in.offset(), "it ends too early");
  std::vector<SureWord> sure(count);
  for (SureWord& s : sure) {
    s.word = in.u64();
    s.tag = in.u8();
    if (s.word == 0 || s.tag >= tags.size()) return wrong(in.offset() - kSureBytes, "impossible entry");
  }
  std::string_view rest = bytes.substr(in.offset());
  auto weights = Weights::parse(rest);
  if (!weights) return tl::unexpected(weights.error());
  if (!rest.empty()) return wrong(bytes.size() - rest.size(), "bytes behind its end");
  if (tags.empty() || weights->classes() != tags.size()) return wrong(0, "tags and weights do not fit");
  return Tagger(std::move(tags), std::move(sure), std::move(*weights));
}

}  // namespace demarche::language
