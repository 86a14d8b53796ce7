# The helpers every CMakeLists.txt of Izin uses. One call makes one thing; file lists are explicit and sorted; what a
# target includes it names in DEPS, as izin::<name> or the package's own name.
#
#   izin_cc_library(NAME <name> [SRCS ...] [HDRS ...] [DEPS ...])
#   izin_proto_library(NAME <name> PROTOS ... [DEPS ...] [GRPC])
#   izin_cc_binary(NAME <name> SRCS ... [DEPS ...])
#   izin_cc_test(NAME <name> SRCS ... [DEPS ...] [DATA ...] [LABELS ...] [TIMEOUT <s>])
#   izin_cc_benchmark(NAME <name> SRCS ... [DEPS ...])
#   izin_cc_fuzzer(NAME <name> SRCS ... [DEPS ...] CORPUS <folder>)
#   izin_write_link_closure(<target>)
#   izin_install_library(NAME <name> [HDRS ...])
#
# izin::grpc_reflection: server reflection; a server that nothing refers to by symbol still gets it linked.
include_guard(GLOBAL)

include(${CMAKE_CURRENT_LIST_DIR}/izin_options.cmake)
include(${CMAKE_CURRENT_LIST_DIR}/izin_proto.cmake)
include(${CMAKE_CURRENT_LIST_DIR}/izin_test.cmake)
include(${CMAKE_CURRENT_LIST_DIR}/izin_link_closure.cmake)
include(${CMAKE_CURRENT_LIST_DIR}/izin_install.cmake)

# Stops the configure run at an argument that no helper knows, or at a missing one: `prefix` is cmake_parse_arguments'.
function(izin_require prefix)
  if(${prefix}_UNPARSED_ARGUMENTS OR ${prefix}_KEYWORDS_MISSING_VALUES)
    message(FATAL_ERROR "${${prefix}_NAME}: unknown or empty argument: "
                        "${${prefix}_UNPARSED_ARGUMENTS} ${${prefix}_KEYWORDS_MISSING_VALUES}")
  endif()
  foreach(argument IN LISTS ARGN)
    if(NOT ${prefix}_${argument})
      message(FATAL_ERROR "${${prefix}_NAME}: ${argument} is missing")
    endif()
  endforeach()
endfunction()

# A static library izin_<NAME>, alias izin::<NAME>; without SRCS an interface library. Includes are written as full
# paths from the project root. DEPS are public: whoever includes our header needs theirs.
function(izin_cc_library)
  cmake_parse_arguments(PARSE_ARGV 0 arg "" "NAME" "SRCS;HDRS;DEPS")
  izin_require(arg NAME)
  set(target izin_${arg_NAME})
  if(arg_SRCS)
    add_library(${target} STATIC ${arg_SRCS} ${arg_HDRS})
    target_link_libraries(${target} PUBLIC ${arg_DEPS} PRIVATE $<BUILD_INTERFACE:izin_options> $<BUILD_INTERFACE:izin_warnings>)
    target_include_directories(${target} PUBLIC $<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}>)
  else()
    add_library(${target} INTERFACE ${arg_HDRS})
    target_link_libraries(${target} INTERFACE ${arg_DEPS})
    target_include_directories(${target} INTERFACE ${PROJECT_SOURCE_DIR})
  endif()
  add_library(izin::${arg_NAME} ALIAS ${target})
endfunction()

# An executable <NAME>, for a person or another program to run: lands in bin/ of the build folder.
function(izin_cc_binary)
  cmake_parse_arguments(PARSE_ARGV 0 arg "" "NAME" "SRCS;DEPS")
  izin_require(arg NAME SRCS)
  izin_add_executable(${arg_NAME} bin SRCS ${arg_SRCS} DEPS ${arg_DEPS})
endfunction()

# What binaries, tests, benchmarks and fuzzers have in common; lands in `folder` of the build folder.
function(izin_add_executable target folder)
  cmake_parse_arguments(PARSE_ARGV 2 arg "" "" "SRCS;DEPS")
  add_executable(${target} ${arg_SRCS})
  target_link_libraries(${target} PRIVATE ${arg_DEPS} izin_options izin_warnings)
  target_include_directories(${target} PRIVATE ${PROJECT_SOURCE_DIR})
  if(TARGET izin_tsan)
    target_link_libraries(${target} PRIVATE izin_tsan absl::synchronization)
  endif()
  set_target_properties(${target} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/${folder})
endfunction()
