# A folder of its own: library, examples and tests against an installed ns-3.
if(NOT CMAKE_BUILD_TYPE)
  set(CMAKE_BUILD_TYPE Release CACHE STRING "Debug, Release or RelWithDebInfo" FORCE)
endif()
option(WAKU_SANITIZE "Build with AddressSanitizer and UndefinedBehaviorSanitizer" OFF)
option(WAKU_FUZZ "Build nothing but the program waku-fuzz, with clang and libFuzzer" OFF)
option(WAKU_WERROR "Treat warnings as errors" OFF)
option(WAKU_JEMALLOC "Link programs with the allocator jemalloc, where it is installed" ON)

set(CMAKE_CXX_STANDARD 17)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_CXX_VISIBILITY_PRESET default)

find_program(waku_ccache ccache)
if(waku_ccache)
  # What ccache asks for where headers are precompiled; without it, it keeps nothing.
  set(CMAKE_CXX_COMPILER_LAUNCHER
      ${CMAKE_COMMAND} -E env CCACHE_SLOPPINESS=pch_defines,time_macros ${waku_ccache}
  )
  add_compile_options($<$<CXX_COMPILER_ID:GNU>:-fpch-preprocess>)
endif()

if(waku_missing)
  list(JOIN waku_missing ", " waku_missing_text)
  message(FATAL_ERROR "waku needs: ${waku_missing_text}. ./quickstart installs them.")
endif()
include(GNUInstallDirs)
include(${waku_dir}/cmake/waku-installed-ns3.cmake)

# What waku-gateway needs beside these; empty where it is missing.
set(waku_fd_net_device)
if(TARGET ns3::fd-net-device)
  set(waku_fd_net_device ns3::fd-net-device)
elseif(NS3_INCLUDE_DIR AND EXISTS ${NS3_INCLUDE_DIR}/ns3/fd-net-device.h)
  find_library(NS3_fd-net-device_LIBRARY ns3-fd-net-device)
  mark_as_advanced(NS3_fd-net-device_LIBRARY)
  if(NS3_fd-net-device_LIBRARY)
    set(waku_fd_net_device ${NS3_fd-net-device_LIBRARY})
  endif()
endif()
if(NOT waku_fd_net_device)
  message(STATUS "waku: no waku-gateway, since ns-3's fd-net-device is missing")
endif()

# The same flat "ns3/name.h" that an ns-3 tree offers, so that a script compiles in both homes.
set(waku_include_dir ${CMAKE_BINARY_DIR}/include)
function(waku_offer_headers module)
  set(all "#pragma once\n")
  foreach(header IN LISTS ARGN)
    get_filename_component(name ${header} NAME)
    file(CONFIGURE OUTPUT ${waku_include_dir}/ns3/${name}
         CONTENT "#include \"${waku_dir}/${header}\"\n")
    string(APPEND all "#include \"ns3/${name}\"\n")
  endforeach()
  file(CONFIGURE OUTPUT ${waku_include_dir}/ns3/${module}-module.h CONTENT "${all}")
endfunction()
waku_offer_headers(waku ${waku_headers})

add_library(waku-options INTERFACE)
target_compile_options(waku-options INTERFACE -Wall -Wextra)
if(WAKU_WERROR)
  target_compile_options(waku-options INTERFACE -Werror)
endif()
if(WAKU_SANITIZE)
  # Reports name functions and lines, and need no more.
  target_compile_options(waku-options INTERFACE -g1 -fsanitize=address,undefined
                                                -fno-sanitize-recover=undefined
                                                -fno-omit-frame-pointer)
  target_link_options(waku-options INTERFACE -fsanitize=address,undefined)
endif()

if(WAKU_FUZZ)
  include(${waku_dir}/cmake/waku-fuzz.cmake)
  return()
endif()

# The library and that of the programs are each made of two sets of objects: those that relay-study
# is linked from, which ./quickstart builds alone, and the others.
if(NOT waku_study_left_out AND NOT CMAKE_VERSION VERSION_LESS 3.20)
  include(${waku_dir}/cmake/waku-needed.cmake)
  waku_find_needed(
    waku_needed ${waku_dir}/study/programs/relay-study.cc ${waku_dir}/study/scenario/relay-part.cc
    ${waku_dir}/model/metrics/relay-probe.cc ${waku_view_source} ${waku_named}
  )
endif()

# waku_add_library(NAME SOURCES LIBRARIES LEVEL HEADER...): the library of the sources in the list of
# this name, compiled with optimisation LEVEL, and with more precompiled headers than all have.
function(waku_add_library name sources libraries level)
  set(needed)
  set(rest)
  foreach(source IN LISTS ${sources})
    if(source IN_LIST waku_needed)
      list(APPEND needed ${source})
    else()
      list(APPEND rest ${source})
    endif()
  endforeach()
  add_library(ns3-${name} SHARED ${rest})
  set(targets ns3-${name})
  if(needed)
    add_library(ns3-${name}-needed OBJECT ${needed})
    list(PREPEND targets ns3-${name}-needed)
  endif()
  foreach(target IN LISTS targets)
    waku_join_rooms(${target})
    set_target_properties(${target} PROPERTIES POSITION_INDEPENDENT_CODE ON DEFINE_SYMBOL "")
    target_include_directories(${target} PUBLIC $<BUILD_INTERFACE:${waku_include_dir}>)
    target_link_libraries(${target} PUBLIC ${libraries} PRIVATE waku-options)
    target_compile_options(${target} PRIVATE $<$<CONFIG:Release>:${level}>)
    if(TARGET ns3-${name}-needed AND target STREQUAL ns3-${name})
      target_precompile_headers(${target} REUSE_FROM ns3-${name}-needed)
    elseif(NOT CMAKE_VERSION VERSION_LESS 3.16)
      target_precompile_headers(${target} PRIVATE ${ARGN} <map> <ns3/core-module.h>
                                <ns3/internet-module.h> <ns3/network-module.h>)
    endif()
  endforeach()
  if(needed)
    target_sources(ns3-${name} PRIVATE $<TARGET_OBJECTS:ns3-${name}-needed>)
  endif()
endfunction()

# -O2 takes the compiler half as long again and -O3 a fifth more, and a run as long as with -O1.
waku_add_library(waku waku_sources "${waku_ns3_targets};${waku_libraries}" -O1)
if(NOT APPLE)
  # A program that knows the module by the names of TypeIds alone has to load it too.
  target_link_options(ns3-waku INTERFACE LINKER:--no-as-needed)
endif()

if(waku_study_left_out)
  message(STATUS "${waku_study_left_out}")
else()
  waku_offer_headers(waku-study ${waku_study_headers})
  set_property(SOURCE ${waku_dir}/study/plan/study-file-shipped.cc
               PROPERTY COMPILE_DEFINITIONS
                        WAKU_STUDIES="${waku_dir}/study/studies"
                        WAKU_INSTALLED_STUDIES="${CMAKE_INSTALL_FULL_DATADIR}/waku/studies")
  # A run spends its time in ns3-waku; what takes time of study/ is the compiler.
  waku_add_library(
    waku-study waku_study_sources "${waku_ns3_targets};${waku_libraries};${waku_study_libraries}" -O1
    <algorithm> <functional> <sstream>
  )
  target_link_libraries(ns3-waku-study PUBLIC ns3-waku)
  waku_record_version(ns3-waku-study ns3-waku-study-needed)
endif()

# jemalloc's malloc and free are faster, and ask Linux for large pages. The sanitizers have their own.
find_library(WAKU_JEMALLOC_LIBRARY jemalloc)
mark_as_advanced(WAKU_JEMALLOC_LIBRARY)
if(WAKU_JEMALLOC AND WAKU_JEMALLOC_LIBRARY AND NOT WAKU_SANITIZE AND NOT APPLE)
  add_library(waku-allocator OBJECT ${waku_dir}/cmake/jemalloc-options.cc)
endif()

# Most of a program's compilation is the module's headers, so the first one precompiles them for all.
function(waku_precompile_for_programs program)
  if(CMAKE_VERSION VERSION_LESS 3.16)
    return()
  endif()
  get_property(first GLOBAL PROPERTY waku_first_program)
  if(first)
    target_precompile_headers(${program} REUSE_FROM ${first})
  else()
    target_precompile_headers(${program} PRIVATE <ns3/waku-module.h> <ns3/core-module.h>
                              <ns3/internet-module.h> <ns3/network-module.h>)
    set_property(GLOBAL PROPERTY waku_first_program ${program})
  endif()
endfunction()

add_custom_target(programs)
function(waku_add_program name source module)
  add_executable(${name} ${source})
  set_target_properties(${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/examples)
  if(name STREQUAL relay-study AND TARGET ns3-waku-study-needed)
    target_sources(${name} PRIVATE $<TARGET_OBJECTS:ns3-waku-needed>
                                   $<TARGET_OBJECTS:ns3-waku-study-needed>)
    target_include_directories(${name} PRIVATE ${waku_include_dir})
    target_link_libraries(${name} PRIVATE ${waku_ns3_targets} ${waku_libraries}
                                          ${waku_study_libraries} waku-options)
  else()
    target_link_libraries(${name} PRIVATE ns3-${module} waku-options ${ARGN})
    waku_precompile_for_programs(${name})
  endif()
  if(TARGET waku-allocator)
    target_sources(${name} PRIVATE $<TARGET_OBJECTS:waku-allocator>)
    target_link_libraries(${name} PRIVATE ${WAKU_JEMALLOC_LIBRARY})
  endif()
  add_dependencies(programs ${name})
endfunction()
add_subdirectory(${waku_dir}/examples)
include(${waku_dir}/cmake/waku-install.cmake)

if(GTest_FOUND)
  enable_testing()
  add_subdirectory(${waku_dir}/test)
else()
  message(STATUS "waku: no tests, since GoogleTest (libgtest-dev) is missing")
endif()
