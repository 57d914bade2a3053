// Memory for a command that reads much, answers once and ends. Thread rule: call it before other threads are
// started.
#pragma once

namespace demarche::cli {

// Asks for memory in large pages and keeps what was given back: a record of 80,000 documents is some 100 MB
// in small pieces, and a fifth of the time of a query went into clearing its pages one by one. Nothing but
// time depends on it; where the system has no such choice, nothing happens.
void prepare_memory();

}  // namespace demarche::cli
