package editoragent.ide;

import com.intellij.openapi.Disposable;
import com.intellij.openapi.fileChooser.FileChooserDescriptor;
import com.intellij.openapi.fileChooser.FileChooserDialog;
import com.intellij.openapi.fileChooser.FileChooserFactory;
import com.intellij.openapi.fileChooser.FileSaverDescriptor;
import com.intellij.openapi.fileChooser.FileSaverDialog;
import com.intellij.openapi.fileChooser.FileTextField;
import com.intellij.openapi.fileChooser.PathChooserDialog;
import com.intellij.openapi.project.Project;
import com.intellij.openapi.vfs.VirtualFile;
import com.intellij.openapi.vfs.VirtualFileWrapper;
import java.awt.Component;
import java.io.File;
import java.util.ArrayList;
import java.util.List;
import javax.swing.JTextField;

/** A user who has made up their mind before the dialog opens. */
final class Choosers extends FileChooserFactory {
    final List<VirtualFile> chosen = new ArrayList<>();
    /** What was asked for: the name that a file to be saved is given. */
    final List<String> saved = new ArrayList<>();
    /** Null where the user closes the dialog. */
    File target;

    @Override
    public FileChooserDialog createFileChooser(FileChooserDescriptor descriptor, Project project, Component parent) {
        return StandIn.of(FileChooserDialog.class, (method, arguments) -> this.chosen.toArray(new VirtualFile[0]));
    }

    @Override
    public FileSaverDialog createSaveFileDialog(FileSaverDescriptor descriptor, Project project) {
        return (folder, name) -> {
            this.saved.add(name);
            return this.target == null ? null : new VirtualFileWrapper(this.target);
        };
    }

    @Override
    public FileSaverDialog createSaveFileDialog(FileSaverDescriptor descriptor, Component parent) {
        throw new UnsupportedOperationException("createSaveFileDialog");
    }

    @Override
    public PathChooserDialog createPathChooser(FileChooserDescriptor descriptor, Project project, Component parent) {
        throw new UnsupportedOperationException("createPathChooser");
    }

    @Override
    public FileTextField createFileTextField(FileChooserDescriptor descriptor, boolean showHidden, Disposable parent) {
        throw new UnsupportedOperationException("createFileTextField");
    }

    @Override
    public void installFileCompletion(JTextField field, FileChooserDescriptor descriptor, boolean showHidden, Disposable parent) {
        throw new UnsupportedOperationException("installFileCompletion");
    }
}
