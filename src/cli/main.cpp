#include "run.hpp"

int main(int argc, char** argv) {
  return demarche::cli::run(argc, argv);
}
