// An act on demand: what does the source do toward the target in this sentence?
//
//   ActFinder finder = *ActFinder::load(knowledge, chain, models);
//   auto scratch = finder.scratch();
//   ActAnswer answer = finder.answer({"1", "Ruritania bans Atlantean fish.", "Ruritania", "Atlantean", "",
//   ""}, *scratch);
//
// Unlike the coder it always answers: with its best guess, and a confidence that says how good it is. Where
// the phrases are missing or not in the sentence, it takes whoever acts in it. The same bytes give the same
// answer. Thread rule: const after load and may be shared; each thread brings its own scratch.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include <demarche/base/act.hpp>
#include <demarche/base/act_question.hpp>
#include <demarche/base/result.hpp>
#include <demarche/knowledge/knowledge.hpp>
#include <demarche/language/chain.hpp>

namespace demarche::coding {

struct ActAnswer {
  Act act = Act::Meet;
  std::string plover;  // root of the 2021 manual
  std::string cameo;   // root, two digits, one that goes with the PLOVER root
  double confidence =
      0.0;  // that the root is right, 0 to 1 in steps of 1/1000; CONCEDE and RETREAT count as one
  std::vector<std::string> roots;  // CAMEO roots that the sentence may tell, best guess of a set
};

// Why: how the phrases were read, and the features that spoke most for the root against the runner-up.
struct ActReasons {
  std::string source;  // words of the sentence that were taken; empty where none
  std::string target;
  std::string runner_up;              // the second-best PLOVER root
  std::vector<std::string> features;  // "+0.31 path=@+ban", heaviest first
};

class ActFinder {
 public:
  // `models` holds act.model and reader.model; knowledge and chain must outlive the finder. Version where the
  // model was trained for other roots than the table lists.
  [[nodiscard]] static Result<ActFinder> load(const knowledge::Knowledge& knowledge,
                                              const language::Chain& chain,
                                              const std::filesystem::path& models);
  ActFinder(ActFinder&&) noexcept;
  ActFinder& operator=(ActFinder&&) noexcept;
  ~ActFinder();

  using Scratch = language::Chain::Workspace;
  [[nodiscard]] language::Chain::WorkspaceHandle scratch() const;

  // Never fails: any valid UTF-8, also none, gives an answer. `why` may be null.
  [[nodiscard]] ActAnswer answer(const ActQuestion& question, Scratch& scratch,
                                 ActReasons* why = nullptr) const;

 private:
  struct Parts;
  explicit ActFinder(std::unique_ptr<Parts> parts);
  std::unique_ptr<Parts> parts_;
};

}  // namespace demarche::coding
