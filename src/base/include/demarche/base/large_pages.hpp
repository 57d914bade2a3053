// Memory for large tables that are read all over: in large pages where the system gives them.
//
// A look-up in a table of many megabytes misses the processor's list of pages as often as its cache. Linux
// gives pages of 2 MB to memory that asks for them; elsewhere this is plain memory. Results do not depend on
// it. Thread rule: as std::allocator.
#pragma once

#include <cstddef>
#include <cstdlib>
#include <limits>
#include <new>
#include <vector>

#if defined(__linux__)
#include <sys/mman.h>
#endif

namespace demarche {

template <typename T>
class LargePages {
 public:
  using value_type = T;
  LargePages() = default;
  template <typename U>
  LargePages(const LargePages<U>& /*other*/) {}  // NOLINT(google-explicit-constructor): containers convert

  [[nodiscard]] T* allocate(std::size_t count) {
    if (count > std::numeric_limits<std::size_t>::max() / 2 / sizeof(T)) throw std::bad_alloc();
    const std::size_t bytes = count * sizeof(T);
    if (bytes < kPage) return static_cast<T*>(::operator new (bytes, std::align_val_t{kAlign}));
    const std::size_t whole = (bytes + kPage - 1) / kPage * kPage;
    void* memory = ::operator new (whole, std::align_val_t{kPage});
#if defined(__linux__)
    (void)madvise(memory, whole, MADV_HUGEPAGE);  // a wish: nothing is lost where it is refused
#endif
    return static_cast<T*>(memory);
  }
  void deallocate(T* memory, std::size_t count) {
    ::operator delete (memory, std::align_val_t{count * sizeof(T) < kPage ? kAlign : kPage});
  }
  template <typename U>
  bool operator==(const LargePages<U>& /*other*/) const {
    return true;
  }

 private:
  static constexpr std::size_t kPage = std::size_t{2} << 20U;
  static constexpr std::size_t kAlign = 64;
  static_assert(alignof(T) <= kAlign);
};

template <typename T>
using LargeVector = std::vector<T, LargePages<T>>;

}  // namespace demarche
