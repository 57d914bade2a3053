#include "memory.hpp"

#include <cstdlib>  // says whether the library is glibc

#if defined(__GLIBC__) && defined(__linux__)
#include <malloc.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cstdint>
#endif

namespace demarche::cli {

#if defined(__GLIBC__) && defined(__linux__)

void prepare_memory() {
  constexpr int kAhead = 192 << 20;  // address space, not memory: pages come when they are touched
  constexpr int kNever = 1 << 30;
  constexpr int kMostMapped = 32 << 20;  // more is refused
  constexpr std::uintptr_t kLargePage = std::uintptr_t{2} << 20;
  mallopt(M_TOP_PAD, kAhead);
  mallopt(M_TRIM_THRESHOLD, kNever);
  mallopt(M_MMAP_THRESHOLD, kMostMapped);
  mallopt(M_MXFAST, 0);  // else every large piece first sweeps up the small ones
  const auto before = reinterpret_cast<std::uintptr_t>(sbrk(0));
  // Makes the heap grow by what was asked for above; `volatile` keeps the compiler from leaving it out.
  void* volatile piece = std::malloc(std::size_t{1} << 20);
  std::free(piece);
  const auto after = reinterpret_cast<std::uintptr_t>(sbrk(0));
  const std::uintptr_t from = (before + kLargePage - 1) & ~(kLargePage - 1);
  // A refusal costs time only.
  if (after > from) static_cast<void>(madvise(reinterpret_cast<void*>(from), after - from, MADV_HUGEPAGE));
}

#else

void prepare_memory() {}

#endif

}  // namespace demarche::cli
