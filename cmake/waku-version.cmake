# Writes the commit of the module, or without one its version, into a header, if it has changed, with
#   cmake -Dsource=FOLDER -Dheader=FILE -P waku-version.cmake
find_program(git git)
set(version)
if(git AND EXISTS ${source}/.git)
  execute_process(
    COMMAND ${git} --no-optional-locks describe --always --dirty --abbrev=12
    WORKING_DIRECTORY ${source}
    OUTPUT_VARIABLE version
    OUTPUT_STRIP_TRAILING_WHITESPACE
    ERROR_QUIET
  )
endif()
if(NOT version)
  file(STRINGS ${source}/VERSION version LIMIT_COUNT 1)
endif()
set(text "#define WAKU_VERSION \"${version}\"\n")
set(present)
if(EXISTS ${header})
  file(READ ${header} present)
endif()
if(NOT present STREQUAL text)
  file(WRITE ${header} "${text}")
endif()
