package editoragent.core.ui;

import java.awt.datatransfer.Clipboard;
import java.awt.datatransfer.DataFlavor;
import java.awt.datatransfer.UnsupportedFlavorException;
import java.awt.event.InputEvent;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import javax.swing.JComponent;
import javax.swing.TransferHandler;

/** Files that are dropped or pasted are handed on; everything else stays with who had it. */
final class FileDrop extends TransferHandler {
    private static final long serialVersionUID = 1L;

    private final transient TransferHandler usual;
    private final transient Consumer<Path> take;

    private FileDrop(TransferHandler usual, Consumer<Path> take) {
        this.usual = usual;
        this.take = take;
    }

    static void on(JComponent component, Consumer<Path> take) {
        component.setTransferHandler(new FileDrop(component.getTransferHandler(), take));
    }

    @Override
    public boolean canImport(TransferSupport support) {
        if (!support.isDataFlavorSupported(DataFlavor.javaFileListFlavor)) {
            return this.usual != null && this.usual.canImport(support);
        }

        if (support.isDrop() && (support.getSourceDropActions() & COPY) != 0) {
            // Attaching moves nothing.
            support.setDropAction(COPY);
        }

        return true;
    }

    @Override
    public boolean importData(TransferSupport support) {
        if (!support.isDataFlavorSupported(DataFlavor.javaFileListFlavor)) {
            return this.usual != null && this.usual.importData(support);
        }

        try {
            for (Object file : (List<?>) support.getTransferable().getTransferData(DataFlavor.javaFileListFlavor)) {
                this.take.accept(((File) file).toPath().toAbsolutePath());
            }

            return true;
        } catch (UnsupportedFlavorException | IOException e) {
            // Who dragged it took it back.
            return false;
        }
    }

    @Override
    public int getSourceActions(JComponent component) {
        return this.usual == null ? NONE : this.usual.getSourceActions(component);
    }

    @Override
    public void exportToClipboard(JComponent component, Clipboard clipboard, int action) {
        if (this.usual != null) {
            this.usual.exportToClipboard(component, clipboard, action);
        }
    }

    @Override
    public void exportAsDrag(JComponent component, InputEvent event, int action) {
        if (this.usual != null) {
            this.usual.exportAsDrag(component, event, action);
        }
    }
}
