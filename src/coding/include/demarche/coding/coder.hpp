// The heart of Demarche: one pure function from a document to the moves in it.
//
//   Coder coder = *Coder::load(knowledge, chain, models);
//   auto scratch = coder.scratch();
//   std::vector<Move> moves = coder.code(document, *scratch);
//
// No clock, no network, no global state, no thread inside: the same bytes give the same moves on every
// machine. Thread rule: a Coder is const after load and may be shared; each thread brings its own Scratch.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include <demarche/base/document.hpp>
#include <demarche/base/move.hpp>
#include <demarche/base/result.hpp>
#include <demarche/knowledge/knowledge.hpp>
#include <demarche/language/chain.hpp>

namespace demarche::coding {

struct CoderOptions {
  double min_confidence = -1.0;  // moves below are not returned; negative: the threshold of the model
};

// Why a move came out as it did; the lines `demarche explain` prints.
struct Explanation {
  std::string frame;  // id of the frame that fired, with its line in data/frames.tsv
  std::string tree;   // the words around the trigger with their relations
  std::string actor;  // place and origin
  std::string target;
  std::string modality;  // the rule
  std::string date;
  std::string speaker;
  std::vector<std::string> features;  // what weighed most in the confidence, heaviest first
};

struct ExplainedMove {
  Move move;
  Explanation why;
  bool kept = true;  // false: below the threshold
};

// A sentence that was not looked at, because it does not read like one that holds a move.
struct LeftOut {
  Field field = Field::Text;
  Span sentence;       // code points
  double score = 0.0;  // logit, below the threshold
  double threshold = 0.0;
};

struct Explained {
  std::vector<ExplainedMove> moves;
  std::vector<LeftOut> left_out;  // title first, then in text order
};

class Coder {
 public:
  // `models` holds coder.model; knowledge and chain must outlive the coder.
  [[nodiscard]] static Result<Coder> load(const knowledge::Knowledge& knowledge, const language::Chain& chain,
                                          const std::filesystem::path& models, CoderOptions options = {});
  Coder(Coder&&) noexcept;
  Coder& operator=(Coder&&) noexcept;
  ~Coder();

  using Scratch = language::Chain::Workspace;
  [[nodiscard]] language::Chain::WorkspaceHandle scratch() const;

  // Moves in text order, title first. Never fails: any valid document gives a (possibly empty) list.
  [[nodiscard]] std::vector<Move> code(const Document& document, Scratch& scratch) const;
  // The same, with reasons, with the candidates that were not believed, and with what was left out.
  [[nodiscard]] Explained explain(const Document& document, Scratch& scratch) const;

  // Program and data version, as moves carry it.
  [[nodiscard]] const std::string& version() const;

 private:
  struct Parts;
  explicit Coder(std::unique_ptr<Parts> parts);
  std::unique_ptr<Parts> parts_;
};

}  // namespace demarche::coding
