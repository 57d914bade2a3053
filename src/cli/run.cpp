#include "run.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <csignal>
#include <variant>

#include "act.hpp"
#include "attributions.hpp"
#include "code.hpp"
#include "explain.hpp"
#include "options.hpp"
#include "query.hpp"
#include "record.hpp"
#include "score.hpp"
#include "train.hpp"
#include "train_act.hpp"
#include "train_coder.hpp"
#include "verify.hpp"

namespace demarche::cli {
namespace {

// A file opened while one of the three standard descriptors is closed would take its number, and messages or
// moves would be written into it. What stands in for a closed one refuses to be used the way the original
// would be.
void occupy_standard_descriptors() {
  for (int descriptor = STDIN_FILENO; descriptor <= STDERR_FILENO; ++descriptor) {
    if (::fcntl(descriptor, F_GETFD) != -1) continue;
    const int mode = descriptor == STDIN_FILENO ? O_WRONLY : O_RDONLY;
    if (::open("/dev/null", mode) != descriptor) return;  // nothing to be done about it
  }
}

struct Dispatch {
  int operator()(const CodeOptions& options) const { return run_code(options); }
  int operator()(const RecordOptions& options) const { return run_record(options); }
  int operator()(const VerifyOptions& options) const { return run_verify(options); }
  int operator()(const ExplainOptions& options) const { return run_explain(options); }
  int operator()(const ActOptions& options) const { return run_act(options); }
  int operator()(const ScoreOptions& options) const { return run_score(options); }
  int operator()(const AttributionsOptions& options) const { return run_attributions(options); }
  int operator()(const QueryOptions& options) const { return run_query(options); }
  int operator()(const TrainOptions& options) const { return run_train(options); }
  int operator()(const TrainCoderOptions& options) const { return run_train_coder(options); }
  int operator()(const TrainActOptions& options) const { return run_train_act(options); }
};

}  // namespace

int run(int argc, const char* const* argv) {
  occupy_standard_descriptors();
  // A reader that has seen enough ("| head") is told by the failing write, not by the death of the program.
  std::signal(SIGPIPE, SIG_IGN);
  const ParsedLine line = parse_command_line(argc, argv);
  if (!line.command) return line.exit_code;
  return std::visit(Dispatch(), *line.command);
}

}  // namespace demarche::cli
