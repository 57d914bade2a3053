// Sheets of sentences and the moves annotated in them, read into memory for training and for evaluation.
//
// Both files are JSON Lines. A sheet:
// {"doc","topic","source","published","title","sentences":[{"i","field","start","end","text"}]}; the gold:
// {"doc","moves":[{"s","trigger","act","actor":{"party"},"target":{"party"}|null,"modality","issues",
// "speaker_kind","date"}]}. Topic, source, date of publication, title and the last three keys of a move may
// be missing or null; other keys are ignored. The text of a document is rebuilt from its sentences: each
// stands at its code-point offset, and blanks stand where nothing is known, so that offsets agree with the
// sheet. Thread rule: free functions without state.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <demarche/base/gold.hpp>
#include <demarche/base/result.hpp>

namespace demarche {

// What to do with annotated documents that the sheets do not have.
enum class Strangers { Refuse, Ignore };

// In the order of the sheets; a document that the gold does not mention is left out. Malformed, with the
// line: a broken object, a missing key, an unknown act, party code, modality or kind of speaker, sentences
// that overlap or do not fill their span, a document (see Strangers) or sentence of the gold that the sheets
// do not have. `sheets_name` and `gold_name` stand in messages.
[[nodiscard]] Result<std::vector<GoldDocument>> parse_gold(std::string_view sheets,
                                                           const std::string& sheets_name,
                                                           std::string_view gold,
                                                           const std::string& gold_name,
                                                           Strangers strangers = Strangers::Refuse);
[[nodiscard]] Result<std::vector<GoldDocument>> read_gold(const std::string& sheets_path,
                                                          const std::string& gold_path,
                                                          Strangers strangers = Strangers::Refuse);

}  // namespace demarche
