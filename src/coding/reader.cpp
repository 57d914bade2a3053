#include "reader.hpp"

#include <algorithm>
#include <cmath>

#include "analysis.hpp"
#include "partners.hpp"
#include "platt.hpp"

namespace demarche::coding {
namespace {

constexpr std::size_t kSides = 3;      // actors that are followed
constexpr float kSideFloor = 0.08F;    // and how probable they must be
constexpr std::size_t kMostSides = 6;  // actors that are followed, with their partners
constexpr std::size_t kMostPairs = 12;
constexpr float kPairFloor = 0.02F;  // pairs less probable are not told
// Of parties in one coordination ("Canada and Mexico"), of which one is a side, how often another is, too:
// near what was counted in the annotations (docs/accuracy.md).
constexpr float kSharedActor = 0.5F;
constexpr float kSharedTarget = 0.6F;
constexpr std::size_t kOutside = static_cast<std::size_t>(-1);

std::array<std::uint8_t, ReaderModel::kTags> tags_of(const TokenView& t) {
  return {t.upos, t.xpos, t.relation, t.mention, t.role, t.voice};
}

// The best of some probabilities, falling, none below the floor.
std::vector<std::size_t> best_of(const std::vector<float>& p) {
  std::vector<std::size_t> order(p.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return p[a] > p[b]; });
  if (order.size() > kSides) order.resize(kSides);
  std::erase_if(order, [&](std::size_t i) { return p[i] < kSideFloor; });
  return order;
}

// Options as rows of numbers for one of the two side networks.
class SideRows {
 public:
  SideRows(const ReaderModel& model, const Dense& first, Act act, std::size_t options)
      : model_(model),
        first_(first),
        act_(static_cast<std::size_t>(act)),
        rows_(options * first.inputs(), 0.0F),
        wide_(options, 0.0F) {}

  [[nodiscard]] float* row(std::size_t option) { return rows_.data() + option * first_.inputs(); }

  // What follows the words of a row: the act and the features of the option.
  void finish(std::size_t option, std::size_t words, const std::vector<std::uint32_t>& keys,
              const Embedding& plain, const Embedding& joined) {
    float* out = row(option) + words;
    model_.deed.add(act_, out);
    out += model_.deed.columns();
    for (const std::uint32_t raw : keys) {
      const std::uint32_t k = raw % ReaderModel::kOptionRows;
      const std::uint32_t pair =
          ((k * 31U + static_cast<std::uint32_t>(act_)) * 2654435761U) >> (32U - ReaderModel::kPairBits);
      model_.key.add(k, out);
      wide_[option] += plain.at(0, k);
      wide_[option] += joined.at(0, pair);
    }
  }

  // The geometric mean of both answers: the choice alone would give all to one of several sides, belonging
  // alone errs more often which is the likeliest. They need not sum to one.
  [[nodiscard]] std::vector<float> probabilities(const Dense& last) const {
    const std::size_t options = wide_.size();
    std::vector<float> middle(options * first_.stride());
    first_.apply(rows_.data(), options, middle.data(), first_.stride());
    relu(middle);
    std::vector<float> out(options);
    std::vector<float> score(options * last.stride());
    last.apply(middle.data(), first_.stride(), options, score.data(), last.stride());
    for (std::size_t o = 0; o < options; ++o) out[o] = score[o * last.stride()] + wide_[o];
    softmax(out);
    for (std::size_t o = 0; o < options; ++o) {
      const double belongs = sigmoid(static_cast<double>(score[o * last.stride() + 1] + wide_[o]));
      out[o] = static_cast<float>(std::sqrt(belongs * static_cast<double>(out[o])));
    }
    return out;
  }

 private:
  const ReaderModel& model_;
  const Dense& first_;
  std::size_t act_;
  std::vector<float> rows_;
  std::vector<float> wide_;
};

// The probabilities of some actors with every target. Of several right options a choice may favour any: what
// goes to one of a coordination counts for the others, too.
struct PairTable {
  const Partners& partners;
  std::vector<std::size_t> actors;
  std::vector<std::vector<float>> both;  // [actor][target]

  [[nodiscard]] float shared(std::size_t row, std::size_t target) const {
    const std::size_t actor = actors[row];
    float p = both[row][target];
    for (std::size_t t = 0; t < both[row].size(); ++t) {
      if (t != actor && partners.are(t, target)) p += kSharedTarget * both[row][t];
    }
    for (std::size_t a = 0; a < actors.size(); ++a) {
      if (actors[a] != target && partners.are(actors[a], actor)) p += kSharedActor * both[a][target];
    }
    return p;
  }

  // The likeliest, falling.
  [[nodiscard]] std::vector<ToldPair> told() const {
    std::vector<ToldPair> out;
    for (std::size_t row = 0; row < actors.size(); ++row) {
      for (std::size_t t = 0; t < both[row].size(); ++t) {
        const float p = actors[row] == t ? both[row][t] : shared(row, t);
        if (p >= kPairFloor) out.push_back({actors[row], t, std::min(p, 1.0F)});
      }
    }
    std::stable_sort(out.begin(), out.end(),
                     [](const ToldPair& a, const ToldPair& b) { return a.probability > b.probability; });
    if (out.size() > kMostPairs) out.resize(kMostPairs);
    return out;
  }
};

}  // namespace

SentenceReading::SentenceReading(const ReaderModel& model, const Analysis& field, const Discourse& discourse,
                                 std::size_t sentence, const std::vector<float>& around)
    : model_(&model), field_(&field), discourse_(&discourse), view_(view_sentence(field, sentence)) {
  encode();
  summarise(around);
}

void SentenceReading::embed(std::vector<float>& tokens) const {
  const std::size_t width = model_->input.inputs();
  tokens.assign(view_.tokens.size() * width, 0.0F);
  for (std::size_t i = 0; i < view_.tokens.size(); ++i) {
    const TokenView& t = view_.tokens[i];
    float* out = tokens.data() + i * width;
    model_->word.add(model_->words.find(t.lower, ReaderModel::kUnknownWord), out);
    out += model_->word.columns();
    model_->lemma.add(model_->lemmas.find(t.lemma, ReaderModel::kUnknownLemma), out);
    out += model_->lemma.columns();
    const auto tags = tags_of(t);
    for (std::size_t k = 0; k < tags.size(); ++k) {
      model_->tags[k].add(tags[k], out);
      out += model_->tags[k].columns();
    }
    for (const Act a : t.frames) model_->frame.add(static_cast<std::size_t>(a), out);
  }
}

void SentenceReading::encode() {
  const std::size_t n = view_.tokens.size();
  const std::size_t w = model_->width();
  std::vector<float> tokens;
  embed(tokens);
  hidden_.assign(n * w, 0.0F);
  std::vector<float> other(n * w);
  model_->input.apply(tokens.data(), n, hidden_.data(), w);
  model_->governor.apply(tokens.data(), n, other.data(), w);
  for (std::size_t i = 0; i < n; ++i) {
    const std::int32_t head = view_.tokens[i].head;
    float* h = hidden_.data() + i * w;
    if (head >= 0) {
      for (std::size_t k = 0; k < w; ++k) h[k] += other[static_cast<std::size_t>(head) * w + k];
    }
  }
  relu(hidden_);
  normalise(hidden_, model_->norms[0].scale, model_->norms[0].shift);
  const std::vector<float> words = hidden_;
  model_->forwards.read(words.data(), n, false, hidden_.data(), w);
  model_->backwards.read(words.data(), n, true, hidden_.data() + w / 2, w);
  normalise(hidden_, model_->norms[1].scale, model_->norms[1].shift);
  std::vector<float> around(n * 5 * w);
  for (std::size_t layer = 0; layer < ReaderModel::kLayers; ++layer) {
    std::fill(around.begin(), around.end(), 0.0F);
    for (std::size_t i = 0; i < n; ++i) {
      const float* h = row(i);
      float* out = around.data() + i * 5 * w;
      if (i > 0) std::copy_n(row(i - 1), w, out);
      std::copy_n(h, w, out + w);
      if (i + 1 < n) std::copy_n(row(i + 1), w, out + 2 * w);
      const std::int32_t head = view_.tokens[i].head;
      if (head < 0) continue;
      std::copy_n(row(static_cast<std::size_t>(head)), w, out + 3 * w);
      float* below = around.data() + static_cast<std::size_t>(head) * 5 * w + 4 * w;
      for (std::size_t k = 0; k < w; ++k) below[k] += h[k];
    }
    model_->mix[layer].apply(around.data(), n, other.data(), w);
    for (std::size_t i = 0; i < n * w; ++i) hidden_[i] += std::max(other[i], 0.0F);
    normalise(hidden_, model_->norms[layer + 2].scale, model_->norms[layer + 2].shift);
  }
}

void SentenceReading::summarise(const std::vector<float>& around) {
  const std::size_t n = view_.tokens.size();
  const std::size_t w = model_->width();
  if (n == 0) return;
  std::vector<float> both(2 * w, 0.0F);
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t k = 0; k < w; ++k) {
      both[k] += row(i)[k];
      both[w + k] = std::max(both[w + k], row(i)[k]);
    }
  }
  for (std::size_t k = 0; k < w; ++k) both[k] /= static_cast<float>(n);
  const auto add = [&](const Dense& layer, const std::vector<float>& x) {
    std::vector<float> y(layer.stride());
    layer.apply(x.data(), 1, y.data(), y.size());
    relu(y);
    summary_.insert(summary_.end(), y.begin(), y.begin() + static_cast<std::ptrdiff_t>(layer.outputs()));
  };
  add(model_->context, both);
  add(model_->around, around);
}

std::vector<ToldAct> SentenceReading::acts(float floor) const {
  const std::size_t n = view_.tokens.size();
  std::vector<ToldAct> out;
  std::vector<std::size_t> tokens;
  for (std::size_t i = 0; i < n; ++i) {
    if (view_.tokens[i].trigger) tokens.push_back(i);
  }
  const std::vector<float> scores = tell(tokens);
  for (std::size_t t = 0; t < tokens.size(); ++t) {
    for (std::size_t a = 0; a < kActCount; ++a) {
      const float p = scores[t * model_->act.stride() + a];
      if (p >= floor)
        out.push_back({static_cast<TokenIndex>(view_.first + tokens[t]), static_cast<Act>(a), p});
    }
  }
  return out;
}

std::vector<float> SentenceReading::tell(const std::vector<std::size_t>& tokens) const {
  const std::size_t w = model_->width();
  const std::size_t inputs = model_->tell.inputs();
  std::vector<float> seen(tokens.size() * inputs, 0.0F);
  for (std::size_t k = 0; k < tokens.size(); ++k) {
    const TokenView& t = view_.tokens[tokens[k]];
    float* out = seen.data() + k * inputs;
    std::copy_n(row(tokens[k]), w, out);
    if (t.head >= 0) std::copy_n(row(static_cast<std::size_t>(t.head)), w, out + w);
    std::copy(summary_.begin(), summary_.end(), out + 2 * w);
    float* fits = out + 2 * w + summary_.size();
    for (const Act a : t.frames) fits[static_cast<std::size_t>(a)] = 1.0F;
    if (t.frames.empty()) fits[kActCount] = 1.0F;
  }
  std::vector<float> middle(tokens.size() * model_->tell.stride());
  model_->tell.apply(seen.data(), tokens.size(), middle.data(), model_->tell.stride());
  relu(middle);
  std::vector<float> scores(tokens.size() * model_->act.stride());
  model_->act.apply(middle.data(), model_->tell.stride(), tokens.size(), scores.data(), model_->act.stride());
  for (std::size_t k = 0; k < tokens.size(); ++k)
    softmax({scores.data() + k * model_->act.stride(), kActCount + 1});
  return scores;
}

std::size_t SentenceReading::place(TokenIndex at) const {
  if (at == kNoToken || at < view_.first || at >= view_.first + view_.tokens.size()) return kOutside;
  return at - view_.first;
}

void SentenceReading::put(std::size_t token, float* out) const {
  if (token != kOutside) std::copy_n(row(token), model_->width(), out);
}

std::vector<ToldPair> SentenceReading::pairs(const ToldAct& told, const std::vector<Option>& options) const {
  if (options.size() < 2) return {};
  const std::vector<OptionView> views = view_options(*field_, *discourse_, told.trigger, options);
  const std::vector<float> actor = actor_probabilities(told, views);
  const Partners partners(field_->mentions, options);
  PairTable table{partners, {}, {}};
  for (const std::size_t a : partners.with_partners(best_of(actor), kMostSides)) {
    table.actors.push_back(a);
    std::vector<float> both = target_probabilities(told, options, views, a);
    for (float& p : both) p *= actor[a];
    table.both.push_back(std::move(both));
  }
  return table.told();
}

std::vector<float> SentenceReading::actor_probabilities(const ToldAct& told,
                                                        const std::vector<OptionView>& views) const {
  const std::size_t w = model_->width();
  const std::size_t parties = views.size() - 1;
  SideRows rows(*model_, model_->actor, told.act, parties);
  for (std::size_t o = 0; o < parties; ++o) {
    put(told.trigger - view_.first, rows.row(o));
    put(place(views[o].at), rows.row(o) + w);
    rows.finish(o, 2 * w, views[o].keys, model_->wide[0], model_->wide[1]);
  }
  return rows.probabilities(model_->actor_score);
}

std::vector<float> SentenceReading::target_probabilities(const ToldAct& told,
                                                         const std::vector<Option>& options,
                                                         const std::vector<OptionView>& views,
                                                         std::size_t actor) const {
  const std::size_t w = model_->width();
  SideRows rows(*model_, model_->target, told.act, options.size());
  for (std::size_t o = 0; o < options.size(); ++o) {
    put(told.trigger - view_.first, rows.row(o));
    put(place(views[o].at), rows.row(o) + w);
    put(place(views[actor].at), rows.row(o) + 2 * w);
    std::vector<std::uint32_t> keys = views[o].keys;
    const std::vector<std::uint32_t> more = pair_keys(*field_, *discourse_, options, actor, o);
    keys.insert(keys.end(), more.begin(), more.end());
    rows.finish(o, 3 * w, keys, model_->wide[2], model_->wide[3]);
  }
  return rows.probabilities(model_->target_score);
}

}  // namespace demarche::coding
