# How everything of ours is compiled and linked: interface targets that the helpers of izin.cmake link privately.
include_guard(GLOBAL)

option(IZIN_WERROR "Warnings in our own code are errors" ON)
option(IZIN_COVERAGE "Count which lines run (gcc)" OFF)
option(IZIN_FUZZ "Build the fuzzers with libFuzzer and sanitizers (clang)" OFF)
set(IZIN_SANITIZE "" CACHE STRING "address (with undefined), thread, undefined, or empty")
set_property(CACHE IZIN_SANITIZE PROPERTY STRINGS "" address thread undefined)

find_program(IZIN_CCACHE ccache)
if(IZIN_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  # So that a second clone of the tree finds what the first one compiled. No precompiled headers: measured, what they
  # save is less than what ccache then loses on them.
  set(CMAKE_CXX_COMPILER_LAUNCHER
      ${CMAKE_COMMAND} -E env CCACHE_BASEDIR=${PROJECT_SOURCE_DIR} CCACHE_NOHASHDIR=1 CCACHE_ABSSTDERR=1 ${IZIN_CCACHE})
endif()

add_library(izin_options INTERFACE)
add_library(izin_warnings INTERFACE)

# --- linker -----------------------------------------------------------------------------------------------------------
# lld links our binaries several times faster than GNU ld.
find_program(IZIN_LLD NAMES ld.lld ld.lld-14)
if(IZIN_LLD)
  target_link_options(izin_options INTERFACE -fuse-ld=lld)
endif()
target_link_libraries(izin_options INTERFACE Threads::Threads)

# Reflection registers itself in a static object; --as-needed would drop a library that no symbol asks for.
set(CMAKE_LINK_LIBRARY_USING_izin_keep_SUPPORTED TRUE)
set(CMAKE_LINK_LIBRARY_USING_izin_keep "LINKER:--push-state,--no-as-needed" "<LINK_ITEM>" "LINKER:--pop-state")
add_library(izin_grpc_reflection INTERFACE)
target_link_libraries(izin_grpc_reflection INTERFACE $<LINK_LIBRARY:izin_keep,gRPC::grpc++_reflection> gRPC::grpc++)
add_library(izin::grpc_reflection ALIAS izin_grpc_reflection)

# --- reproducible objects ---------------------------------------------------------------------------------------------
# No path of the machine in what is built: __FILE__ and debug lines are relative to the root. The second map is for the
# relative paths that ccache turns ours into.
file(RELATIVE_PATH izin_root_from_build ${PROJECT_BINARY_DIR} ${PROJECT_SOURCE_DIR}/)
target_compile_options(izin_options INTERFACE -ffile-prefix-map=${PROJECT_SOURCE_DIR}/=
                                              -ffile-prefix-map=${izin_root_from_build}=)

# --- sanitizers, coverage, fuzzing ------------------------------------------------------------------------------------
if(IZIN_FUZZ)
  if(NOT CMAKE_CXX_COMPILER_ID STREQUAL "Clang")
    message(FATAL_ERROR "IZIN_FUZZ needs clang: use cmake --preset fuzz")
  endif()
  target_compile_options(izin_options INTERFACE -fsanitize=fuzzer-no-link,address,undefined -fno-omit-frame-pointer
                                                -fno-sanitize-recover=all)
  target_link_options(izin_options INTERFACE -fsanitize=address,undefined)
elseif(IZIN_SANITIZE STREQUAL "address")
  set(izin_sanitize_flags -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer)
elseif(IZIN_SANITIZE STREQUAL "undefined")
  set(izin_sanitize_flags -fsanitize=undefined -fno-sanitize-recover=all -fno-omit-frame-pointer)
elseif(IZIN_SANITIZE STREQUAL "thread")
  set(izin_sanitize_flags -fsanitize=thread -fno-omit-frame-pointer)
elseif(NOT IZIN_SANITIZE STREQUAL "")
  message(FATAL_ERROR "IZIN_SANITIZE=${IZIN_SANITIZE}: want address, thread, undefined or nothing")
endif()
if(izin_sanitize_flags)
  target_compile_options(izin_options INTERFACE ${izin_sanitize_flags})
  target_link_options(izin_options INTERFACE ${izin_sanitize_flags})
endif()
if(IZIN_SANITIZE STREQUAL "thread")
  # Every executable gets it; see the file for why.
  add_library(izin_tsan OBJECT ${CMAKE_CURRENT_LIST_DIR}/tsan_absl.cc)
  target_link_libraries(izin_tsan PRIVATE izin_options absl::synchronization)
endif()
if(IZIN_COVERAGE)
  target_compile_options(izin_options INTERFACE --coverage -fprofile-update=atomic)
  target_link_options(izin_options INTERFACE --coverage)
endif()

# --- warnings, for our own code only: headers of packages and generated headers are SYSTEM ----------------------------
target_compile_options(
  izin_warnings
  INTERFACE -Wall
            -Wextra
            -Wpedantic
            -Wshadow
            -Wconversion
            -Wnon-virtual-dtor
            -Woverloaded-virtual
            # Tables of test cases name the fields they mean and leave the others at their defaults.
            -Wno-missing-field-initializers
            $<$<CXX_COMPILER_ID:Clang>:-Wthread-safety>
            # gcc 12 reports both inside inlined std::string and std::variant code (its bugs 105651, 105562).
            $<$<CXX_COMPILER_ID:GNU>:-Wno-restrict;-Wno-maybe-uninitialized>)
# Sanitizers and coverage change the optimiser's view, and with it what gcc believes it sees; the other builds decide.
if(IZIN_WERROR AND NOT IZIN_SANITIZE AND NOT IZIN_COVERAGE)
  target_compile_options(izin_warnings INTERFACE -Werror)
endif()

# --- the allocator of long-running servers; a sanitizer brings its own ------------------------------------------------
add_library(izin_allocator INTERFACE)
add_library(izin::allocator ALIAS izin_allocator)
if(NOT IZIN_SANITIZE AND NOT IZIN_FUZZ)
  target_link_libraries(izin_allocator INTERFACE PkgConfig::JEMALLOC)
  target_compile_definitions(izin_allocator INTERFACE IZIN_JEMALLOC)
endif()
