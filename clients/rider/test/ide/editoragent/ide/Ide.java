package editoragent.ide;

import com.intellij.codeInsight.FileModificationService;
import com.intellij.core.CoreApplicationEnvironment;
import com.intellij.core.CoreProjectEnvironment;
import com.intellij.mock.MockApplication;
import com.intellij.mock.MockApplicationEx;
import com.intellij.mock.MockProject;
import com.intellij.openapi.Disposable;
import com.intellij.openapi.application.ModalityState;
import com.intellij.openapi.application.TransactionGuard;
import com.intellij.openapi.application.TransactionGuardImpl;
import com.intellij.openapi.editor.impl.DocumentMarkupModelManager;
import com.intellij.openapi.fileChooser.FileChooserFactory;
import com.intellij.openapi.fileEditor.FileDocumentManager;
import com.intellij.openapi.fileEditor.FileEditorManager;
import com.intellij.openapi.fileTypes.FileType;
import com.intellij.openapi.project.Project;
import com.intellij.openapi.util.Disposer;
import com.intellij.openapi.vfs.VirtualFile;
import com.intellij.openapi.vfs.local.CoreLocalFileSystem;
import com.intellij.openapi.wm.ToolWindowManager;
import com.intellij.psi.PsiElement;
import com.intellij.psi.PsiFile;
import java.awt.EventQueue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Comparator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.picocontainer.PicoContainer;

/** The platform's own core with our services in it: an application, a project in a directory of its own, the real event queue. */
final class Ide implements AutoCloseable {
    /** Lets documents change only in what was handed to the event queue with a modality, as in a real application. */
    private static final TransactionGuardImpl GUARD = new TransactionGuardImpl();

    final Path workspace;
    final OpenDocuments documents = new OpenDocuments();
    final OpenEditors editors = new OpenEditors();
    final Choosers choosers = new Choosers();
    final ToolWindows toolWindows = new ToolWindows();
    final MockProject project;
    final CoreApplicationEnvironment application;
    private final Disposable life = Disposer.newDisposable("a test's IDE");

    Ide() {
        this(true);
    }

    /** @param hasDirectory whether the project has one, as the one behind the welcome screen has not */
    Ide(boolean hasDirectory) {
        try {
            this.workspace = Files.createTempDirectory("editoragent-rider-").toRealPath();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }

        this.application = new Application(this.life);
        // Without a type, files count as binary and have no documents.
        this.application.registerFileType(StandIn.of(FileType.class, (method, arguments) -> method.equals("isBinary") ? (Object) false : null), "cs");
        this.application.registerApplicationComponent(FileDocumentManager.class, this.documents);
        this.application.registerApplicationService(TransactionGuard.class, GUARD);
        this.application.registerApplicationService(FileModificationService.class, new Writable());
        this.application.registerApplicationService(FileChooserFactory.class, this.choosers);
        this.application.registerApplicationService(AgentSettings.class, new AgentSettings());
        CoreProjectEnvironment place = new CoreProjectEnvironment(this.life, this.application) {
            @Override
            protected MockProject createProject(PicoContainer parent, Disposable parentDisposable) {
                return new MockProject(parent, parentDisposable) {
                    @Override
                    public String getBasePath() {
                        return hasDirectory ? Ide.this.workspace.toString() : null;
                    }
                };
            }
        };
        this.project = place.getProject();
        place.registerProjectComponent(ToolWindowManager.class, this.toolWindows);
        place.registerProjectComponent(FileEditorManager.class, this.editors);
        this.project.registerService(DocumentMarkupModelManager.class, new DocumentMarkupModelManager(this.project));
        ProjectAgent agent = new ProjectAgent(this.project);
        this.project.registerService(ProjectAgent.class, agent);
        Disposer.register(this.project, agent);
    }

    ProjectAgent agent() {
        return ProjectAgent.of(this.project);
    }

    Path file(String name, String text) throws IOException {
        Path file = this.workspace.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    VirtualFile virtual(Path file) {
        return this.application.getLocalFileSystem().findFileByPath(file.toString());
    }

    /** Closes the project, as the IDE does: with everything that was registered under it. */
    void closeProject() {
        Disposer.dispose(this.project);
    }

    @Override
    public void close() {
        Disposer.dispose(this.life);
        try (Stream<Path> all = Files.walk(this.workspace)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).collect(Collectors.toList())) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** On the event dispatch thread, where the platform calls most of us. */
    static void onEventThread(Runnable work) {
        try {
            EventQueue.invokeAndWait(work);
        } catch (InterruptedException | InvocationTargetException e) {
            throw new AssertionError(e);
        }
    }

    private static final class Application extends CoreApplicationEnvironment {
        Application(Disposable life) {
            super(life);
        }

        @Override
        protected CoreLocalFileSystem createLocalFileSystem() {
            return new DiskFiles();
        }

        @Override
        protected MockApplication createApplication(Disposable parentDisposable) {
            return new MockApplicationEx(parentDisposable) {
                @Override
                public boolean isDispatchThread() {
                    return EventQueue.isDispatchThread();
                }

                @Override
                public void invokeLater(Runnable work) {
                    EventQueue.invokeLater(work);
                }

                @Override
                public void invokeAndWait(Runnable work, ModalityState state) {
                    if (EventQueue.isDispatchThread()) {
                        work.run();
                    } else {
                        onEventThread(GUARD.wrapLaterInvocation(work, state));
                    }
                }
            };
        }
    }

    private static final class Writable extends FileModificationService {
        @Override
        public boolean preparePsiElementsForWrite(Collection<? extends PsiElement> elements) {
            return true;
        }

        @Override
        public boolean prepareFileForWrite(PsiFile file) {
            return true;
        }

        @Override
        public boolean prepareVirtualFilesForWrite(Project project, Collection<VirtualFile> files) {
            return true;
        }
    }
}
