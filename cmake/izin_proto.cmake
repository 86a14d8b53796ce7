# Generated code: messages and services.
include_guard(GLOBAL)

set(IZIN_PROTO_ROOT ${PROJECT_SOURCE_DIR}/proto)
set(IZIN_GENERATED ${PROJECT_BINARY_DIR}/gen)
file(MAKE_DIRECTORY ${IZIN_GENERATED})

# Messages of PROTOS (paths below proto/, include paths of the generated headers alike) as izin::<NAME>, which links
# protobuf and never gRPC. With GRPC also the services, as izin::<NAME>_grpc: a proto without a service has no .grpc.pb.h,
# which would only cost the seconds that gRPC's headers take. DEPS: the libraries of imported protos.
function(izin_proto_library)
  cmake_parse_arguments(PARSE_ARGV 0 arg "GRPC" "NAME" "PROTOS;DEPS")
  izin_require(arg NAME PROTOS)
  foreach(proto IN LISTS arg_PROTOS)
    string(REGEX REPLACE "\\.proto$" "" stem ${proto})
    izin_run_protoc(${proto} --cpp_out=${IZIN_GENERATED} ${stem}.pb)
    list(APPEND messages ${IZIN_GENERATED}/${stem}.pb.cc)
    izin_has_service(${proto} has_service)
    if(arg_GRPC AND has_service)
      izin_run_protoc(${proto} --grpc_out=${IZIN_GENERATED} ${stem}.grpc.pb
                      --plugin=protoc-gen-grpc=$<TARGET_FILE:gRPC::grpc_cpp_plugin>)
      list(APPEND services ${IZIN_GENERATED}/${stem}.grpc.pb.cc)
    endif()
  endforeach()
  izin_add_generated_library(${arg_NAME} SRCS ${messages} DEPS ${arg_DEPS} protobuf::libprotobuf)
  if(arg_GRPC)
    izin_add_generated_library(${arg_NAME}_grpc SRCS ${services} DEPS izin::${arg_NAME} gRPC::grpc++)
  endif()
endfunction()

# Whether `proto` declares a service; looked at again when it changes.
function(izin_has_service proto result)
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${IZIN_PROTO_ROOT}/${proto})
  file(STRINGS ${IZIN_PROTO_ROOT}/${proto} services REGEX "^service ")
  if(services)
    set(${result} TRUE PARENT_SCOPE)
  else()
    set(${result} FALSE PARENT_SCOPE)
  endif()
endfunction()

# One protoc call: `proto` to <stem>.h and <stem>.cc. The depfile makes an edited import run it again.
function(izin_run_protoc proto out stem)
  set(depfile ${IZIN_GENERATED}/${stem}.d)
  cmake_path(GET stem PARENT_PATH folder)
  file(MAKE_DIRECTORY ${IZIN_GENERATED}/${folder})
  add_custom_command(
    OUTPUT ${IZIN_GENERATED}/${stem}.cc ${IZIN_GENERATED}/${stem}.h
    COMMAND protobuf::protoc -I ${IZIN_PROTO_ROOT} ${ARGN} ${out} --dependency_out=${depfile} ${proto}
    DEPENDS ${IZIN_PROTO_ROOT}/${proto}
    DEPFILE ${depfile}
    WORKING_DIRECTORY ${IZIN_PROTO_ROOT}
    COMMENT "protoc ${proto}"
    VERBATIM)
endfunction()

# Generated code is compiled without our warnings, and its headers are SYSTEM headers to whoever includes them.
function(izin_add_generated_library name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "SRCS;DEPS")
  add_library(izin_${name} STATIC ${arg_SRCS})
  target_link_libraries(izin_${name} PUBLIC ${arg_DEPS} PRIVATE $<BUILD_INTERFACE:izin_options>)
  target_include_directories(izin_${name} SYSTEM PUBLIC $<BUILD_INTERFACE:${IZIN_GENERATED}>)
  target_compile_options(izin_${name} PRIVATE -w)
  add_library(izin::${name} ALIAS izin_${name})
endfunction()

# PROTOS, what they import and their comments as one FileDescriptorSet: gen/<NAME>.binpb of the build folder, made by the
# target izin_<NAME>_descriptors.
function(izin_descriptor_set)
  cmake_parse_arguments(PARSE_ARGV 0 arg "" "NAME" "PROTOS")
  izin_require(arg NAME PROTOS)
  set(out ${IZIN_GENERATED}/${arg_NAME}.binpb)
  list(TRANSFORM arg_PROTOS PREPEND ${IZIN_PROTO_ROOT}/ OUTPUT_VARIABLE files)
  add_custom_command(
    OUTPUT ${out}
    COMMAND protobuf::protoc -I ${IZIN_PROTO_ROOT} --include_imports --include_source_info --descriptor_set_out=${out}
            ${arg_PROTOS}
    DEPENDS ${files}
    WORKING_DIRECTORY ${IZIN_PROTO_ROOT}
    COMMENT "protoc ${arg_NAME}.binpb"
    VERBATIM)
  add_custom_target(izin_${arg_NAME}_descriptors ALL DEPENDS ${out})
endfunction()
