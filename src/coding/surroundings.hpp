// What the reader network is told of the text around a sentence: the title, the sentence before it, the
// subject of the whole.
//
// Each is the mean of the network's own vectors of the content words (nouns, names, verbs, adjectives) that
// it knows; zeros where there are none. Made the same way by scripts/train-reader.py. Thread rule: plain
// values.
#pragma once

#include <cstddef>
#include <vector>

#include "analysis.hpp"
#include "reader_model.hpp"

namespace demarche::coding {

struct Surroundings {
  std::vector<float> title;
  std::vector<float> document;  // of the first kDocumentWords content words, title first
};

inline constexpr std::size_t kDocumentWords = 400;

// `fields`: of one document, in their order.
[[nodiscard]] Surroundings surroundings_of(const std::vector<const Analysis*>& fields,
                                           const ReaderModel& model);

// What goes into ReaderModel::around: title, sentence before in the same field, document, 1 in a title else
// 0.
[[nodiscard]] std::vector<float> around(const Surroundings& surroundings, const Analysis& field,
                                        std::size_t sentence, const ReaderModel& model);

}  // namespace demarche::coding
