package com.intellij.codeInsight.daemon.impl;

import com.intellij.lang.annotation.HighlightSeverity;

/**
 * Only to compile against, never packaged: the two methods that are used of a class whose module is not among those that are compiled here.
 * {@code ci/build} looks for both signatures in the module's source.
 */
public class HighlightInfo {
    public String getDescription() {
        throw new UnsupportedOperationException();
    }

    public HighlightSeverity getSeverity() {
        throw new UnsupportedOperationException();
    }
}
