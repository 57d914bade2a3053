// The place language of data/frames.tsv: "subj", "obj:@measure|deal", "!prt:off", "to:deal/toward:deal".
//
// What is wrong with a text is returned as words, without file and line: the caller knows those.
// Thread rule: free functions without state.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <tl/expected.hpp>

#include <demarche/knowledge/frames.hpp>

namespace demarche::knowledge {

template <typename T>
using Read = tl::expected<T, std::string>;

// "subj", "own", "comp.subj", or an English preposition.
[[nodiscard]] Read<Place> read_place(std::string_view text);
// "own,by,from"; only places where a party can stand.
[[nodiscard]] Read<std::vector<Place>> read_party_places(std::string_view text);
// One blank-free need. `classes` resolves @class.
[[nodiscard]] Read<Need> read_need(std::string_view text, const FrameSet& classes);
// A lemma as the tagger gives it: lower case, without blanks.
[[nodiscard]] bool is_lemma(std::string_view text);

}  // namespace demarche::knowledge
