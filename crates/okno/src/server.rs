//! Serving: pages, displays and the interface on one listener, until told to stop.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use anyhow::Context;
use axum::Router;
use axum::serve::ListenerExt;
use okno_app::App;
use okno_documents::wording::Wording;
use okno_jobs::Jobs;
use okno_jobs::mail::Post;
use okno_web::house::{House, HouseParts};
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::watch;

use crate::config::Config;

/// Requests under way at a stop have this long to finish; live displays never
/// end by themselves and are cut.
const DRAIN: Duration = Duration::from_secs(5);

/// Binds the configured address.
///
/// # Errors
/// When the address is taken or not ours.
pub async fn bind(config: &Config) -> anyhow::Result<TcpListener> {
    let wanted = config.listen()?;
    TcpListener::bind(wanted).await.with_context(|| {
        format!("cannot listen on {wanted}: is another program there? choose another with `listen`")
    })
}

/// The background work of this process.
///
/// # Errors
/// A mail configuration that cannot be understood.
pub fn jobs(config: &Config, app: &App, listening: SocketAddr) -> anyhow::Result<Jobs> {
    let folder = config.data().join("mail");
    Ok(Jobs {
        app: app.clone(),
        wording: Wording::shipped().context("the wording cannot be read")?,
        post: Arc::new(Post::open(config.mail(), config.mail_from(), folder)?),
        public_url: config.public_url(listening).into(),
    })
}

/// All pages of the house.
///
/// # Errors
/// A configuration that cannot be understood; information that is not complete.
pub fn pages(config: &Config, app: &App, listening: SocketAddr) -> anyhow::Result<Router> {
    let house = House::open(HouseParts {
        app: app.clone(),
        limits: config.limits()?,
        tls: config.tls()?,
        public_url: config.public_url(listening),
    })?;
    Ok(house.router())
}

/// Serves until SIGTERM or SIGINT, then finishes what is under way.
///
/// # Errors
/// A failure of the listener.
pub async fn serve(
    listener: TcpListener,
    router: Router,
    jobs: Option<Jobs>,
) -> anyhow::Result<()> {
    let (stop, stopped) = watch::channel(false);
    let background = jobs.map(|jobs| tokio::spawn(okno_jobs::run(jobs, stopped.clone())));
    let listener = listener.tap_io(|connection| {
        // Answers are small and written whole; waiting to fill a packet only delays them.
        drop(connection.set_nodelay(true));
    });
    let service = router.into_make_service_with_connect_info::<SocketAddr>();
    let mut told = stopped.clone();
    let serving = axum::serve(listener, service).with_graceful_shutdown(async move {
        drop(told.wait_for(|stop| *stop).await);
    });
    let mut serving = tokio::spawn(serving.into_future());
    let finished = tokio::select! {
        finished = &mut serving => Some(finished),
        () = told_to_stop() => None,
    };
    // Nobody listening any more is what is wanted.
    let _ = stop.send(true);
    match finished {
        Some(finished) => finished??,
        None => drop(tokio::time::timeout(DRAIN, &mut serving).await),
    }
    if let Some(background) = background {
        drop(tokio::time::timeout(DRAIN, background).await);
    }
    Ok(())
}

/// Waits until the process is asked to stop.
pub async fn told_to_stop() {
    let asked = async {
        match signal(SignalKind::terminate()) {
            Ok(mut terminate) => drop(terminate.recv().await),
            Err(error) => {
                tracing::error!(%error, "SIGTERM cannot be heard");
                std::future::pending::<()>().await;
            }
        }
    };
    tokio::select! {
        () = asked => {}
        pressed = tokio::signal::ctrl_c() => drop(pressed),
    }
}
