#include "act_scene.hpp"

#include "surroundings.hpp"

#include <algorithm>

#include <demarche/base/utf8.hpp>

namespace demarche::coding {
namespace {

constexpr std::size_t kMaxHops = 24;
constexpr std::size_t kMaxPhraseWords = 40;
constexpr std::size_t kMaxPredicates = 12;

// The token of [first, last) that hangs outside, nearest to the root.
TokenIndex head_of(const Tree& tree, TokenIndex first, TokenIndex last) {
  for (TokenIndex i = first; i < last; ++i) {
    const TokenIndex h = tree.head(i);
    const bool outside = h == kNoToken || h < first || h >= last;
    if (outside && tree.token(i).upos != Upos::Punct && tree.token(i).upos != Upos::Adp &&
        tree.token(i).upos != Upos::Det)
      return i;
  }
  return first;
}

bool overlaps(const Phrase& a, TokenIndex first, TokenIndex last) {
  return a.found() && first < a.last && last > a.first;
}

Phrase whole(const Tree& tree, TokenIndex first, TokenIndex last) {
  return {first, last, head_of(tree, first, last)};
}

// Tokens that lie in bytes [begin, end).
Phrase at_bytes(const Tree& tree, std::size_t begin, std::size_t end) {
  const auto& tokens = tree.text().tokens;
  const auto first = std::lower_bound(tokens.begin(), tokens.end(), begin,
                                      [](const language::Token& t, std::size_t b) { return t.end <= b; });
  const auto last = std::lower_bound(first, tokens.end(), end,
                                     [](const language::Token& t, std::size_t b) { return t.begin < b; });
  if (first == last) return {};
  return whole(tree, static_cast<TokenIndex>(first - tokens.begin()),
               static_cast<TokenIndex>(last - tokens.begin()));
}

Phrase find_exact(const Tree& tree, std::string_view phrase, const Phrase& taken) {
  const std::string_view source = tree.text().source;
  Phrase ragged;
  for (std::size_t at = source.find(phrase); at != std::string_view::npos; at = source.find(phrase, at + 1)) {
    const Phrase p = at_bytes(tree, at, at + phrase.size());
    if (!p.found() || overlaps(taken, p.first, p.last)) continue;
    if (tree.token(p.first).begin == at && tree.token(p.last - 1).end == at + phrase.size()) return p;
    if (!ragged.found()) ragged = p;
  }
  return ragged;
}

std::vector<std::string> words_of(std::string_view phrase) {
  std::vector<std::string> out;
  std::string word;
  for (const char c : phrase) {
    const bool letter = static_cast<unsigned char>(c) >= 0x80 || (c >= '0' && c <= '9') ||
                        (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    if (letter) word.push_back(c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c);
    if (!letter && !word.empty()) out.push_back(std::exchange(word, {}));
    if (out.size() == kMaxPhraseWords) return out;
  }
  if (!word.empty()) out.push_back(std::move(word));
  return out;
}

// "Palestinian" is as good as "Palestinians", "Moldova" as "Moldovan".
bool alike(std::string_view a, std::string_view b) {
  if (a == b) return true;
  constexpr std::size_t kStem = 5;
  return a.size() >= kStem && b.size() >= kStem && a.substr(0, kStem) == b.substr(0, kStem);
}

// A run of tokens that is a run of words of the phrase, too.
struct Run {
  std::size_t size = 0;
  std::size_t letters = 0;
};

// From the last token to the first, so that each run is the one behind it and a word more: the time is that
// of tokens times words, however much they repeat. Of equally long runs the first one is taken.
Phrase find_words(const Tree& tree, std::string_view phrase, const Phrase& taken) {
  const std::vector<std::string> words = words_of(phrase);
  std::vector<Run> runs(words.size() + 1);  // from token i and word w; the last one is never filled
  Run best{0, 3};
  TokenIndex first = 0;
  for (auto i = static_cast<TokenIndex>(tree.text().tokens.size()); i-- > 0;) {
    Run here;
    for (std::size_t w = 0; w < words.size(); ++w) {
      const Run& behind = runs[w + 1];
      const bool fits = alike(tree.token(i).lower, words[w]);
      runs[w] = fits ? Run{behind.size + 1, behind.letters + words[w].size()} : Run{};
      const bool free = !overlaps(taken, i, i + static_cast<TokenIndex>(runs[w].size));
      if (runs[w].letters > here.letters && free) here = runs[w];
    }
    if (here.letters < best.letters) continue;
    best = here;
    first = i;
  }
  if (best.size == 0) return {};
  return whole(tree, first, first + static_cast<TokenIndex>(best.size));
}

std::vector<TokenIndex> upward(const Tree& tree, TokenIndex from) {
  std::vector<TokenIndex> out;
  for (TokenIndex at = from; at != kNoToken && out.size() < kMaxHops; at = tree.head(at)) out.push_back(at);
  return out;
}

// The nearest word above that may be a predicate: a verb, or the root.
TokenIndex verb_above(const Tree& tree, const Phrase& p) {
  for (const TokenIndex i : upward(tree, p.head)) {
    if (p.covers(i)) continue;
    if (is_verbal(tree, i) || tree.head(i) == kNoToken) return i;
  }
  return p.head;
}

TokenIndex root_of(const Tree& tree, TokenIndex from) {
  const std::vector<TokenIndex> up = upward(tree, from);
  return up.empty() ? kNoToken : up.back();
}

// What a saying introduces: "said it would withdraw".
TokenIndex content_of(const Tree& tree, TokenIndex verb) {
  for (const Deprel r : {Deprel::Ccomp, Deprel::Parataxis}) {
    const TokenIndex c = tree.child(verb, r);
    if (c != kNoToken) return c;
  }
  return kNoToken;
}

Phrase phrase_at(TokenIndex head) {
  return head == kNoToken ? Phrase{} : Phrase{head, head + 1, head};
}

void guess_sides(ActScene& scene) {
  const Tree& tree = scene.tree;
  if (tree.text().tokens.empty()) return;
  const TokenIndex start = scene.target.found()   ? scene.target.head
                           : scene.source.found() ? scene.source.head
                                                  : TokenIndex{0};
  TokenIndex verb = root_of(tree, start);
  if (scene.source.found()) verb = verb_above(tree, scene.source);
  if (!scene.source.found()) {
    const TokenIndex content = content_of(tree, verb);
    if (content != kNoToken &&
        scene.knowledge->frames().in_class(knowledge::CoderClass::PlainSay, tree.token(verb).lemma))
      verb = content;
    const auto subjects = deep_subjects(tree, verb);
    for (const TokenIndex s : subjects) {
      if (!scene.target.covers(s) && !scene.source.found()) scene.source = phrase_at(s);
    }
  }
  if (scene.target.found()) return;
  const auto objects = deep_objects(tree, verb);
  for (const TokenIndex o : objects) {
    if (!scene.source.covers(o) && !scene.target.found()) scene.target = phrase_at(o);
  }
}

void find_path(ActScene& scene) {
  if (!scene.source.found() || !scene.target.found()) return;
  const std::vector<TokenIndex> a = upward(scene.tree, scene.source.head);
  const std::vector<TokenIndex> b = upward(scene.tree, scene.target.head);
  const auto meets = std::find_first_of(a.begin(), a.end(), b.begin(), b.end());
  const auto add = [&](TokenIndex i) {
    if (!scene.source.covers(i) && !scene.target.covers(i)) scene.path.push_back(i);
  };
  if (meets == a.end()) {  // two sentences, or too deep
    std::for_each(a.begin(), a.end(), add);
    std::for_each(b.rbegin(), b.rend(), add);
    return;
  }
  std::for_each(a.begin(), meets + 1, add);
  const auto join = std::find(b.begin(), b.end(), *meets);
  std::for_each(std::make_reverse_iterator(join), b.rend(), add);
  if (!scene.source.covers(*meets) && !scene.target.covers(*meets))
    scene.predicates.push_back({*meets, "join"});
}

void add_predicate(ActScene& scene, TokenIndex token, std::string_view role) {
  if (token == kNoToken || scene.predicates.size() >= kMaxPredicates) return;
  const bool known = std::any_of(scene.predicates.begin(), scene.predicates.end(),
                                 [&](const Predicate& p) { return p.token == token && p.role == role; });
  if (!known) scene.predicates.push_back({token, role});
}

// Verbs that share the subject of `verb`: complements, purposes, conjuncts.
void add_below(ActScene& scene, TokenIndex verb, int depth) {
  if (verb == kNoToken || depth == 0) return;
  for (const TokenIndex c : scene.tree.children(verb)) {
    const Deprel r = scene.tree.token(c).deprel;
    const bool shares = r == Deprel::Xcomp || r == Deprel::Ccomp || r == Deprel::Advcl ||
                        (r == Deprel::Conj && is_verbal(scene.tree, c));
    if (!shares) continue;
    add_predicate(scene, c, r == Deprel::Conj ? "beside" : r == Deprel::Advcl ? "purpose" : "below");
    if (r == Deprel::Xcomp || r == Deprel::Ccomp) add_below(scene, c, depth - 1);
  }
}

void find_predicates(ActScene& scene) {
  if (scene.text.tokens.empty()) return;
  const TokenIndex anchor = scene.source.found()   ? scene.source.head
                            : scene.target.found() ? scene.target.head
                                                   : TokenIndex{0};
  const TokenIndex root = root_of(scene.tree, anchor);
  const TokenIndex above = scene.source.found() ? verb_above(scene.tree, scene.source) : root;
  add_predicate(scene, above, "source");
  if (scene.target.found()) add_predicate(scene, verb_above(scene.tree, scene.target), "target");
  add_predicate(scene, root, "root");
  add_below(scene, above, 2);
}

// The network reads the sentences that hold a predicate; a long text beside them costs nothing.
void ask_reader(ActScene& scene, const ReaderModel& reader) {
  constexpr float kFloor = 0.01F;
  const auto& sentences = scene.text.sentences;
  const Surroundings surroundings = surroundings_of({&scene.field}, reader);
  for (std::size_t s = 0; s < sentences.size(); ++s) {
    const bool asked = std::any_of(scene.predicates.begin(), scene.predicates.end(), [&](const Predicate& p) {
      return p.token >= sentences[s].first && p.token < sentences[s].last;
    });
    if (!asked) continue;
    const SentenceReading reading(reader, scene.field, scene.discourse, s,
                                  around(surroundings, scene.field, s, reader));
    for (const ToldAct& t : reading.acts(kFloor)) scene.told.push_back(t);
  }
}

}  // namespace

Phrase find_phrase(const Tree& tree, std::string_view phrase, const Phrase& taken) {
  // A longer one is no phrase of a sentence: each byte of it may cost a look at the whole text.
  constexpr std::size_t kMaxPhraseBytes = 1000;
  phrase = phrase.substr(0, kMaxPhraseBytes);
  if (phrase.empty() || tree.text().tokens.empty()) return {};
  Phrase p = find_exact(tree, phrase, taken);
  // Lists of parties are written with semicolons; one of them will do.
  for (std::size_t at = 0; !p.found() && at < phrase.size();) {
    const std::size_t end = std::min(phrase.find(';', at), phrase.size());
    const std::size_t first = std::min(phrase.find_first_not_of(' ', at), end);
    if (end > first) p = find_exact(tree, phrase.substr(first, end - first), taken);
    at = end + 1;
  }
  return p.found() ? p : find_words(tree, phrase, taken);
}

ActScene::ActScene(const ActQuestion& question, const ActGround& ground, language::Chain::Workspace& scratch)
    : knowledge(ground.knowledge),
      discourse{ground.knowledge, {}, {}, {}, {}, {}},
      field(Field::Text, ground.chain->analyse(question.sentence, language::Genre::Body, scratch), {},
            discourse),
      text(field.text),
      tree(field.tree),
      mentions(field.mentions) {
  for (std::size_t s = 0; s < text.sentences.size(); ++s) {
    for (Candidate& c : field.matcher.candidates(s)) candidates.push_back(std::move(c));
  }
  source = find_phrase(tree, question.source, {});
  target = find_phrase(tree, question.target, source);
  told_source = source.found();
  told_target = target.found();
  guess_sides(*this);
  find_path(*this);
  find_predicates(*this);
  ask_reader(*this, *ground.reader);
}

}  // namespace demarche::coding
