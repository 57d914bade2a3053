#include <demarche/record/log.hpp>

namespace demarche::record {

struct Log::Parts {};

Log::Log(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
Log::Log(Log&&) noexcept = default;
Log& Log::operator=(Log&&) noexcept = default;
Log::~Log() = default;

}  // namespace demarche::record
