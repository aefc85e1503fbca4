/* Starts {{ cookiecutter.formal_name }} in an isolated Python: no PYTHON* variable and no other package of this system reaches it. */
#include <Python.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void require(PyStatus status) {
    if (PyStatus_Exception(status)) Py_ExitStatusException(status);
}

static void search(PyConfig *config, const char *folder, const char *below) {
    char path[PATH_MAX + 128];
    snprintf(path, sizeof path, "%s%s", folder, below);
    wchar_t *decoded = Py_DecodeLocale(path, NULL);
    if (!decoded) abort();
    require(PyWideStringList_Append(&config->module_search_paths, decoded));
    PyMem_RawFree(decoded);
}

int main(int argc, char **argv) {
    char program[PATH_MAX], base[PATH_MAX];
    if (!realpath("/proc/self/exe", program)) {
        perror("{{ cookiecutter.app_name }}: /proc/self/exe");
        return 1;
    }
    strcpy(base, program);
    for (int level = 0; level < 2; level++) *strrchr(base, '/') = 0; /* the folder that holds bin */

    PyPreConfig before;
    PyPreConfig_InitIsolatedConfig(&before);
    before.utf8_mode = 1;
    before.configure_locale = 1;
    require(Py_PreInitialize(&before));

    PyConfig config;
    PyConfig_InitIsolatedConfig(&config);
    config.install_signal_handlers = 1;
    config.write_bytecode = 0;
    config.site_import = 0;
    config.module_search_paths_set = 1;
    search(&config, "/usr", "/lib/python" PYTHON_TAG);
    search(&config, "/usr", "/lib/python" PYTHON_TAG "/lib-dynload");
    search(&config, base, "/lib/{{ cookiecutter.app_name }}/app");
    search(&config, base, "/lib/{{ cookiecutter.app_name }}/app_packages");
    require(PyConfig_SetBytesString(&config, &config.executable, program));
    require(PyConfig_SetBytesString(&config, &config.run_module, "{{ cookiecutter.module_name }}"));
    require(PyConfig_SetBytesArgv(&config, argc, argv));
    require(Py_InitializeFromConfig(&config));
    PyConfig_Clear(&config);
    return Py_RunMain();
}
