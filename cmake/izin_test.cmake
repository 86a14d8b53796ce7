# Tests, benchmarks and fuzzers.
include_guard(GLOBAL)

# A test program. It sees the tree as IZIN_SOURCE_DIR (also its working directory) and the build folder as
# IZIN_BINARY_DIR.
set(IZIN_TEST_ENVIRONMENT
    IZIN_SOURCE_DIR=${PROJECT_SOURCE_DIR} IZIN_BINARY_DIR=${PROJECT_BINARY_DIR}
    ASAN_OPTIONS=detect_stack_use_after_return=1:strict_string_checks=1
    UBSAN_OPTIONS=print_stacktrace=1
    TSAN_OPTIONS=halt_on_error=1:ignore_noninstrumented_modules=1:suppressions=${PROJECT_SOURCE_DIR}/cmake/tsan.supp)

# A GoogleTest program, and one ctest entry for all its cases: asking each binary for its list would cost more than most
# of them run. DATA: files or folders below the root that must be there. TIMEOUT: seconds, 120 if not given.
function(izin_cc_test)
  cmake_parse_arguments(PARSE_ARGV 0 arg "" "NAME;TIMEOUT" "SRCS;DEPS;DATA;LABELS")
  izin_require(arg NAME SRCS)
  izin_add_executable(${arg_NAME} tests/bin SRCS ${arg_SRCS} DEPS ${arg_DEPS} GTest::gmock_main GTest::gmock
                      GTest::gtest)
  # What is tested is optimised; of the tests themselves that costs more time than it saves.
  target_compile_options(${arg_NAME} PRIVATE $<$<CONFIG:Release>:-O1>)
  add_test(NAME ${arg_NAME} COMMAND ${arg_NAME})
  izin_set_test_properties(${arg_NAME} "${arg_TIMEOUT}" "${arg_LABELS}" "${arg_DATA}")
endfunction()

# For whatever add_test() made: the surroundings above, also for scripts.
function(izin_set_test_properties test timeout labels data)
  if(NOT timeout)
    set(timeout 120)
  endif()
  list(TRANSFORM data PREPEND ${PROJECT_SOURCE_DIR}/)
  set_tests_properties(
    ${test}
    PROPERTIES WORKING_DIRECTORY ${PROJECT_SOURCE_DIR}
               ENVIRONMENT "${IZIN_TEST_ENVIRONMENT}"
               TIMEOUT ${timeout}
               LABELS "${labels}"
               REQUIRED_FILES "${data}")
endfunction()

# A Google Benchmark program in bin/; `./dev bench` runs what is called *_benchmark.
function(izin_cc_benchmark)
  cmake_parse_arguments(PARSE_ARGV 0 arg "" "NAME" "SRCS;DEPS")
  izin_require(arg NAME SRCS)
  izin_add_executable(${arg_NAME} bin SRCS ${arg_SRCS} DEPS ${arg_DEPS} benchmark::benchmark_main benchmark::benchmark)
endfunction()

# A program around LLVMFuzzerTestOneInput. With IZIN_FUZZ it is a libFuzzer program in fuzz/ of the build folder and
# part of the target izin_fuzzers; without, a test that replays CORPUS (a folder below the root).
function(izin_cc_fuzzer)
  cmake_parse_arguments(PARSE_ARGV 0 arg "" "NAME;CORPUS" "SRCS;DEPS")
  izin_require(arg NAME SRCS CORPUS)
  if(IZIN_FUZZ)
    izin_add_executable(${arg_NAME} fuzz SRCS ${arg_SRCS} DEPS ${arg_DEPS})
    target_link_options(${arg_NAME} PRIVATE -fsanitize=fuzzer)
    file(CONFIGURE OUTPUT ${PROJECT_BINARY_DIR}/fuzz/${arg_NAME}.corpus CONTENT "${arg_CORPUS}\n")
    if(NOT TARGET izin_fuzzers)
      add_custom_target(izin_fuzzers)
    endif()
    add_dependencies(izin_fuzzers ${arg_NAME})
  else()
    izin_add_executable(${arg_NAME} tests/bin SRCS ${arg_SRCS} ${PROJECT_SOURCE_DIR}/tests/fuzz/replay_main.cc
                        DEPS ${arg_DEPS})
  endif()
  add_test(NAME ${arg_NAME}_replay COMMAND ${arg_NAME} $<$<BOOL:${IZIN_FUZZ}>:-runs=0> ${arg_CORPUS} COMMAND_EXPAND_LISTS)
  izin_set_test_properties(${arg_NAME}_replay "" "fuzz" "${arg_CORPUS}")
endfunction()
