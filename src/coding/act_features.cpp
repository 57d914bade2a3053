#include "act_features.hpp"

#include <algorithm>
#include <array>
#include <unordered_set>

#include <fmt/format.h>
#include <demarche/base/hash.hpp>

#include "modality.hpp"

namespace demarche::coding {
namespace {

constexpr std::size_t kMaxBag = 400;  // tokens of a text that are looked at
constexpr std::size_t kAhead = 5;     // words behind a word that a phrase of act_words.tsv may reach

class Extractor {
 public:
  Extractor(const ActScene& scene, std::vector<FeatureKey>& keys, std::vector<std::string>* names)
      : s_(scene), tree_(scene.tree), keys_(keys), names_(names) {
    choose_window();
    find_classes();
  }

  void run() {
    for (const Predicate& p : s_.predicates) predicate(p);
    path();
    phrase("S", s_.source);
    phrase("T", s_.target);
    sides();
    bag();
    frames();
    reader();
  }

 private:
  using Classes = std::vector<std::uint16_t>;

  void add(std::string_view kind, std::string_view a, std::string_view b = {}, std::string_view c = {}) {
    const FeatureKey key = Fnv1a().field(kind).field(a).field(b).field(c).value();
    if (!seen_.insert(key).second) return;
    keys_.push_back(key);
    if (names_ == nullptr) return;
    names_->push_back(
        fmt::format("{}={}{}{}{}{}", kind, a, b.empty() ? "" : "+", b, c.empty() ? "" : "+", c));
  }

  void choose_window() {
    const std::size_t n = s_.text.tokens.size();
    const std::size_t middle = s_.source.found() ? s_.source.head : s_.target.found() ? s_.target.head : 0;
    first_ = static_cast<TokenIndex>(middle > kMaxBag / 2 ? middle - kMaxBag / 2 : 0);
    last_ = static_cast<TokenIndex>(std::min(n, static_cast<std::size_t>(first_) + kMaxBag));
  }

  void find_classes() {
    classes_.resize(last_ - first_);
    std::vector<std::string_view> ahead;
    for (TokenIndex i = first_; i < last_; ++i) {
      ahead.clear();
      const std::size_t end = std::min<std::size_t>(i + kAhead, s_.text.tokens.size());
      for (std::size_t j = i; j < end; ++j) ahead.push_back(tree_.token(static_cast<TokenIndex>(j)).lemma);
      s_.knowledge->act_words().classes_at(ahead, classes_[i - first_]);
      if (classes_[i - first_].empty() && tree_.token(i).lemma != tree_.token(i).lower) {
        ahead.front() = tree_.token(i).lower;
        s_.knowledge->act_words().classes_at(ahead, classes_[i - first_]);
      }
    }
  }

  [[nodiscard]] const Classes& classes(TokenIndex i) const {
    static const Classes kNone;
    return i >= first_ && i < last_ ? classes_[i - first_] : kNone;
  }
  [[nodiscard]] const std::string& name(std::uint16_t word_class) const {
    return s_.knowledge->act_words().name(word_class);
  }
  [[nodiscard]] bool is_name(TokenIndex i) const {
    return tree_.token(i).upos == Upos::Propn || s_.mentions.at(i) != nullptr;
  }

  // A word, unless it is a name, and its classes.
  void word(std::string_view kind, TokenIndex i, std::string_view extra = {}) {
    const language::Token& t = tree_.token(i);
    if (!is_name(i)) add(kind, t.lemma, extra);
    for (const std::uint16_t c : classes(i)) add(kind, "@", name(c), extra);
  }

  // How a phrase stands to the predicate above it.
  [[nodiscard]] std::string relation(const Phrase& p, TokenIndex verb) const {
    if (!p.found()) return "none";
    for (const TokenIndex i : deep_subjects(tree_, verb)) {
      if (p.covers(i) || inside(p, i)) return "agent";
    }
    for (const TokenIndex i : deep_objects(tree_, verb)) {
      if (p.covers(i) || inside(p, i)) return "patient";
    }
    TokenIndex at = p.head;
    for (int hop = 0; hop < 12 && at != kNoToken; ++hop) {
      const TokenIndex h = tree_.head(at);
      if (h == verb)
        return fmt::format("{}:{}", language::name_of(tree_.token(at).deprel), tree_.preposition(at));
      at = h;
    }
    return "far";
  }
  // The phrase is a modifier or conjunct inside the nominal `i`.
  [[nodiscard]] bool inside(const Phrase& p, TokenIndex i) const {
    TokenIndex at = p.head;
    for (int hop = 0; hop < 3 && at != kNoToken; ++hop) {
      if (at == i) return true;
      const Deprel r = tree_.token(at).deprel;
      const bool modifies = r == Deprel::Compound || r == Deprel::NmodPoss || r == Deprel::Amod ||
                            r == Deprel::Conj || r == Deprel::Appos || r == Deprel::Flat ||
                            r == Deprel::FlatName || r == Deprel::NmodDesc;
      if (!modifies) return false;
      at = tree_.head(at);
    }
    return at == i;
  }

  void predicate(const Predicate& p) {
    const TokenIndex v = p.token;
    const language::Token& t = tree_.token(v);
    word(p.role, v);
    word("any", v);
    const std::string rs = relation(s_.source, v);
    const std::string rt = relation(s_.target, v);
    add("rel", p.role, rs, rt);
    word("v/S", v, rs);
    word("v/T", v, rt);
    add("form", p.role, language::name_of(t.xpos), is_passive(tree_, v) ? "passive" : "");
    moods(p);
    if (is_negated(tree_, s_.knowledge->frames(), v)) {
      add("neg", p.role);
      word("neg", v);
    }
    for (const TokenIndex c : tree_.children(v)) dependent(p, v, c);
    const TokenIndex above = controller(tree_, v);
    if (above != kNoToken) pair("ctl", above, v);
    for (const TokenIndex o : deep_objects(tree_, v)) {
      word("obj", o);
      pair("vo", v, o);
    }
  }

  // Whether the verb is done, coming, possible or wanted, and whether not; "to" and what governs it count.
  [[nodiscard]] std::string mood(TokenIndex v) const {
    std::string out = is_negated(tree_, s_.knowledge->frames(), v) ? "not " : "";
    for (const TokenIndex c : tree_.children(v)) {
      const language::Token& t = tree_.token(c);
      const bool modal =
          t.deprel == Deprel::Aux && (t.xpos == Xpos::Md || t.lemma == "have" || t.lemma == "be");
      if (modal || (t.deprel == Deprel::Mark && t.lower == "to"))
        out += fmt::format("{} ", modal ? t.lemma : t.lower);
    }
    return out + std::string(language::name_of(tree_.token(v).xpos).substr(0, 3));
  }

  [[nodiscard]] std::string tone(TokenIndex i) const {
    bool good = false;
    bool bad = false;
    for (const std::uint16_t c : classes(i)) {
      good = good || s_.knowledge->act_words().tone(c) == knowledge::Tone::Good;
      bad = bad || s_.knowledge->act_words().tone(c) == knowledge::Tone::Bad;
    }
    return good == bad ? "0" : good ? "+" : "-";
  }

  // A promise of good is AGREE, a promise of harm THREATEN, whatever the verb: mood against tone.
  void moods(const Predicate& p) {
    const TokenIndex v = p.token;
    const std::string how = mood(v);
    std::string tones = tone(v);
    for (const TokenIndex o : deep_objects(tree_, v)) {
      if (!s_.source.covers(o) && !s_.target.covers(o)) tones += tone(o);
    }
    if (tones.size() > 3) tones.resize(3);
    const bool negated = how.starts_with("not ");
    add("mood", how, p.role);
    add("mood.tone", how, tones);
    add("mood.tone", how, tones, p.role);
    add("tone", tones, negated ? "not" : "", p.role);
    for (const std::uint16_t c : classes(v)) add("mood.class", how, name(c));
    const TokenIndex above = controller(tree_, v);
    if (above == kNoToken) return;
    if (!is_name(above)) add("under", tree_.token(above).lemma, tones, negated ? "not" : "");
    for (const std::uint16_t c : classes(above)) add("under", "@", name(c), tones + (negated ? "not" : ""));
  }

  void dependent(const Predicate& p, TokenIndex v, TokenIndex c) {
    const language::Token& d = tree_.token(c);
    const std::string_view lemma = is_name(c) ? std::string_view("N") : std::string_view(d.lemma);
    switch (d.deprel) {
      case Deprel::Punct:
      case Deprel::Det:
        return;
      case Deprel::Aux:
        add("aux", p.role, lemma);
        word("auxv", v, lemma);
        return;
      case Deprel::CompoundPrt:
        word("prt", v, lemma);
        return;
      case Deprel::Obl:
      case Deprel::Nmod:
      case Deprel::Advcl:
      case Deprel::OblAgent:
        word("prep", v, tree_.preposition(c));
        word("obl", c, tree_.preposition(c));
        pair("vp", v, c);
        return;
      case Deprel::Xcomp:
      case Deprel::Ccomp:
        word("comp", c);
        pair("ctl", v, c);
        return;
      case Deprel::Advmod:
        add("adv", p.role, lemma);
        return;
      case Deprel::Obj:
      case Deprel::Nsubj:
      case Deprel::NsubjPass:
        add("dep", p.role, language::name_of(d.deprel));
        return;
      default:
        return;
    }
  }

  // Two words together: their classes, and the lemma of one with the classes of the other.
  void pair(std::string_view kind, TokenIndex a, TokenIndex b) {
    if (!is_name(a) && !is_name(b)) add(kind, tree_.token(a).lemma, tree_.token(b).lemma);
    for (const std::uint16_t x : classes(a)) {
      for (const std::uint16_t y : classes(b)) add(kind, "@", name(x), name(y));
      if (!is_name(b)) add(kind, "@1", name(x), tree_.token(b).lemma);
    }
    for (const std::uint16_t y : classes(b)) {
      if (!is_name(a)) add(kind, "@2", tree_.token(a).lemma, name(y));
    }
  }

  void path() {
    add("path.length", fmt::format("{}", std::min<std::size_t>(s_.path.size(), 6)));
    std::string shape;
    for (const TokenIndex i : s_.path) {
      word("path", i);
      word("any", i);
      if (s_.path.size() <= 4) shape += fmt::format("{}/", is_name(i) ? "N" : tree_.token(i).lemma);
    }
    if (!shape.empty()) add("path.words", shape);
    for (std::size_t i = 0; i + 1 < s_.path.size(); ++i) pair("path2", s_.path[i], s_.path[i + 1]);
  }

  void phrase(std::string_view kind, const Phrase& p) {
    if (!p.found()) {
      add(kind, "none");
      return;
    }
    for (TokenIndex i = p.first; i < std::min(p.last, p.first + 30); ++i) {
      const language::Token& t = tree_.token(i);
      if (t.upos == Upos::Noun || t.upos == Upos::Adj || t.upos == Upos::Verb) word(kind, i);
      for (const std::uint16_t c : classes(i)) add(kind, "@", name(c));
    }
    const language::Token& h = tree_.token(p.head);
    add(kind, "head", language::name_of(h.upos));
    if (h.upos == Upos::Noun && !is_name(p.head)) add(kind, "head", h.lemma);
    if (const Mention* m = s_.mentions.at(p.head)) {
      add(kind, "kind", fmt::format("{}", static_cast<int>(m->kind)));
      add(kind, "role", demarche::name_of(m->role));
    }
    for (const language::Entity& e : s_.text.entities) {
      if (e.first < p.last && e.last > p.first)
        add(kind, "entity", fmt::format("{}", static_cast<int>(e.kind)));
    }
  }

  void beside(std::string_view kind, TokenIndex i) {
    if (i < s_.text.tokens.size() && !is_name(i)) add(kind, tree_.token(i).lemma);
  }

  void sides() {
    add("told", s_.told_source ? "source" : "", s_.told_target ? "target" : "");
    if (!s_.source.found() || !s_.target.found()) return;
    const bool forward = s_.source.first < s_.target.first;
    add("order", forward ? "source first" : "target first");
    const TokenIndex first = forward ? s_.source.last : s_.target.last;
    const TokenIndex last = forward ? s_.target.first : s_.source.first;
    for (TokenIndex i = first; i < last && i < first + 40; ++i) {
      if (tree_.token(i).upos == Upos::Punct) continue;
      word("mid", i);
      if (i + 1 < last && !is_name(i) && !is_name(i + 1))
        add("mid2", tree_.token(i).lemma, tree_.token(i + 1).lemma);
    }
    if (s_.target.first > 0) beside("before T", s_.target.first - 1);
    beside("after T", s_.target.last);
    beside("after S", s_.source.last);
  }

  void bag() {
    for (TokenIndex i = first_; i < last_; ++i) {
      const language::Token& t = tree_.token(i);
      if (t.upos == Upos::Punct || s_.source.covers(i) || s_.target.covers(i)) continue;
      word("bag", i);
      const bool next = i + 1 < last_ && tree_.token(i + 1).upos != Upos::Punct;
      if (next && !is_name(i) && !is_name(i + 1)) add("two", t.lemma, tree_.token(i + 1).lemma);
    }
  }

  void frames() {
    for (const Candidate& c : s_.candidates) {
      const std::string_view act = demarche::name_of(c.frame->act);
      add("frame", act);
      if (c.met_needs > 0) add("frame.needs", act);
      const bool on_path = std::find(s_.path.begin(), s_.path.end(), c.trigger) != s_.path.end();
      if (on_path) add("frame.path", act, c.met_needs > 0 ? "needs" : "");
      const std::string rs = relation(s_.source, c.trigger);
      const std::string rt = relation(s_.target, c.trigger);
      if (rs == "agent") add("frame.agent", act, rt == "far" ? "" : "T");
      if (rt == "patient") add("frame.patient", act);
      for (const Predicate& p : s_.predicates) {
        if (p.token == c.trigger) add("frame.pred", act, p.role);
      }
    }
  }

  // What the reader network finds, in steps of its probability: anywhere, and on the words that join the two
  // sides.
  void reader() {
    constexpr std::array<float, 4> kSteps = {0.03F, 0.12F, 0.35F, 0.7F};
    std::string_view best = "none";
    float top = 0.0F;
    for (const ToldAct& t : s_.told) {
      const bool joins = std::find(s_.path.begin(), s_.path.end(), t.trigger) != s_.path.end() ||
                         std::any_of(s_.predicates.begin(), s_.predicates.end(),
                                     [&](const Predicate& p) { return p.token == t.trigger; });
      const std::string_view act = demarche::name_of(t.act);
      for (std::size_t step = 0; step < kSteps.size() && t.probability >= kSteps[step]; ++step) {
        add("reader", act, fmt::format("{}", step));
        if (joins) add("reader.joins", act, fmt::format("{}", step));
      }
      if (!joins || t.probability <= top) continue;
      top = t.probability;
      best = act;
    }
    add("reader.best", best);
  }

  const ActScene& s_;
  const Tree& tree_;
  std::vector<FeatureKey>& keys_;
  std::vector<std::string>* names_;
  std::unordered_set<FeatureKey> seen_;
  TokenIndex first_ = 0;
  TokenIndex last_ = 0;
  std::vector<Classes> classes_;
};

}  // namespace

void act_features(const ActScene& scene, std::vector<FeatureKey>& keys, std::vector<std::string>* names) {
  Extractor(scene, keys, names).run();
}

}  // namespace demarche::coding
