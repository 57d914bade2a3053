# Flags that every target of the project shares.
option(DEMARCHE_TESTS "Build the tests" ON)
option(DEMARCHE_BENCH "Build the benchmarks" OFF)
option(DEMARCHE_FUZZ "Build the libFuzzer targets (clang only)" OFF)
set(DEMARCHE_SANITIZE "" CACHE STRING "Sanitizers, as -fsanitize= takes them")

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/bin")

add_library(demarche_flags INTERFACE)
target_compile_options(demarche_flags INTERFACE
  -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Wnon-virtual-dtor -Werror)
# GCC 12 sees overlaps in std::string concatenation that are not there (GCC bug 105651).
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
  target_compile_options(demarche_flags INTERFACE -Wno-restrict)
endif()
if(DEMARCHE_SANITIZE)
  target_compile_options(demarche_flags INTERFACE
    -fsanitize=${DEMARCHE_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
  target_link_options(demarche_flags INTERFACE -fsanitize=${DEMARCHE_SANITIZE})
  if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    # Instrumented std::function makes GCC 12 see uninitialised members inside <regex>.
    target_compile_options(demarche_flags INTERFACE -Wno-maybe-uninitialized)
  endif()
endif()
if(DEMARCHE_FUZZ)
  target_compile_options(demarche_flags INTERFACE -fsanitize=fuzzer-no-link)
endif()
