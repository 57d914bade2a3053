#include "surroundings.hpp"

#include <algorithm>

namespace demarche::coding {
namespace {

constexpr std::size_t kNoRow = static_cast<std::size_t>(-1);

bool content(Upos upos) {
  return upos == Upos::Noun || upos == Upos::Propn || upos == Upos::Verb || upos == Upos::Adj;
}

class Mean {
 public:
  explicit Mean(const ReaderModel& model) : model_(model), sum_(model.word.columns(), 0.0F) {}

  void add(const Analysis& field, std::size_t sentence, std::size_t at_most) {
    const language::Sentence& s = field.text.sentences[sentence];
    for (TokenIndex i = s.first; i < s.last && count_ < at_most; ++i) {
      const language::Token& t = field.text.tokens[i];
      if (!content(t.upos)) continue;
      const std::size_t row = model_.words.find(t.lower, kNoRow);
      if (row == kNoRow) continue;
      model_.word.add(row, sum_.data());
      ++count_;
    }
  }
  void add(const Analysis& field, std::size_t at_most) {
    for (std::size_t s = 0; s < field.text.sentences.size() && count_ < at_most; ++s) add(field, s, at_most);
  }
  [[nodiscard]] std::vector<float> value() const {
    std::vector<float> out = sum_;
    for (float& v : out) v /= static_cast<float>(std::max<std::size_t>(1, count_));
    return out;
  }

 private:
  const ReaderModel& model_;
  std::vector<float> sum_;
  std::size_t count_ = 0;
};

constexpr std::size_t kAll = static_cast<std::size_t>(-1);

}  // namespace

Surroundings surroundings_of(const std::vector<const Analysis*>& fields, const ReaderModel& model) {
  Mean title(model);
  Mean document(model);
  for (const Analysis* field : fields) {
    if (field->field == Field::Title) title.add(*field, kAll);
    document.add(*field, kDocumentWords);
  }
  return {title.value(), document.value()};
}

std::vector<float> around(const Surroundings& surroundings, const Analysis& field, std::size_t sentence,
                          const ReaderModel& model) {
  Mean before(model);
  if (sentence > 0 && field.field != Field::Title) before.add(field, sentence - 1, kAll);
  std::vector<float> out = surroundings.title;
  const std::vector<float> previous = before.value();
  out.insert(out.end(), previous.begin(), previous.end());
  out.insert(out.end(), surroundings.document.begin(), surroundings.document.end());
  out.push_back(field.field == Field::Title ? 1.0F : 0.0F);
  return out;
}

}  // namespace demarche::coding
